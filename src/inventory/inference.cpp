#include "inventory/inference.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "inventory/open_close.h"

namespace gammafield::inventory {
namespace {

using base::Refusal;
using base::RefusalKind;
using exposure::PositioningModel;
using Days = std::vector<DayFlow>;

std::set<std::string> roots_of(const market::ChainSnapshot& chain) {
  std::set<std::string> roots;
  for (const auto& expiry : chain.expiries) roots.insert(expiry.root);
  return roots;
}

/// Sorts evidence into what counts and what is only told.
class Gathering {
 public:
  Gathering(const Evidence& evidence, const market::ChainSnapshot& chain)
      : evidence_(evidence), chain_(chain), roots_(roots_of(chain)) {}

  [[nodiscard]] base::Result<Days, Refusal> trades(Inferred& told, Share accuracy) const {
    FlowCounter counter{accuracy};
    for (const auto& [name, text] : evidence_.trades) {
      const auto read = read_prints(
          text, name,
          [&](const Print& print) {
            if (counts(told, print.contract, print.day, print.at <= chain_.as_of)) counter.add(print);
          },
          *chain_.calendar);
      if (!read) return base::failure(read.error());
      tell(told, name, read->rejected);
    }
    told.tally = counter.tally();
    return counter.days();
  }

  [[nodiscard]] base::Result<Days, Refusal> open_close(Inferred& told) const {
    std::map<market::Date, FlowByContract> days;
    for (const auto& [name, text] : evidence_.open_close) {
      const auto read = read_open_close(text, name);
      if (!read) return base::failure(read.error());
      tell(told, name, read->rejected);
      for (const auto& day : read->days) {
        for (const auto& [contract, flow] : day.contracts) {
          if (!counts(told, contract, day.day, has_closed(day.day))) continue;
          ++told.rows;
          Flow& sum = days[day.day][contract];
          sum.net = market::Contracts{sum.net.value() + flow.net.value()};
          sum.volume = market::Contracts{sum.volume.value() + flow.volume.value()};
        }
      }
    }
    Days flows;
    for (auto& [day, contracts] : days) flows.push_back({day, std::move(contracts)});
    return flows;
  }

  [[nodiscard]] bool has_closed(market::Date day) const { return chain_.as_of >= chain_.calendar->session_close(day); }

 private:
  [[nodiscard]] bool counts(Inferred& told, const market::ContractKey& contract, market::Date day, bool known) const {
    const bool already = evidence_.before && evidence_.before->through && day <= *evidence_.before->through;
    if (!roots_.contains(contract.root)) {
      ++told.other_underlyings;
    } else if (already) {
      ++told.already;
    } else if (!known) {
      ++told.later;
    } else {
      return true;
    }
    return false;
  }

  static void tell(Inferred& told, std::string_view name, const RejectedRows& rejected) {
    if (rejected.first) told.rejected.push_back(fmt::format("{}: {}", name, rejected.told()));
  }

  const Evidence& evidence_;
  const market::ChainSnapshot& chain_;
  std::set<std::string> roots_;
};

base::Result<Inventory, Refusal> start_of(const Evidence& evidence) {
  const auto refused = [](std::string message) {
    return base::failure(Refusal{RefusalKind::usage, std::move(message)});
  };
  if (!evidence.trades.empty() && !evidence.open_close.empty())
    return refused("positions come from trades or from open-close files, not from both: give one of them");
  const bool one_kind = !evidence.trades.empty() || !evidence.open_close.empty();
  const auto model = evidence.open_close.empty() ? PositioningModel::flow : PositioningModel::open_close;
  if (!evidence.before) {
    Inventory fresh;
    fresh.model = model;
    return fresh;
  }
  if (one_kind && evidence.before->model != model) {
    return refused(
        fmt::format("the positions from before are by {}, these files are for {}: start anew, without --state",
                    to_string(evidence.before->model), to_string(model)));
  }
  return *evidence.before;
}

std::size_t unlisted(const Inventory& inventory, const market::ChainSnapshot& chain) {
  std::set<market::ContractKey> listed;
  for (const auto& row : chain.rows) listed.insert(market::key_of(chain.expiries[row.expiry], row));
  return static_cast<std::size_t>(std::ranges::count_if(inventory.held, [&](const auto& each) {
    return each.second.volume.value() > 0 && !listed.contains(each.first);
  }));
}

market::Date dated(const market::ChainSnapshot& chain) {
  return chain.oi_date.value_or(market::Date{std::chrono::sys_days{chain.session} - std::chrono::days{1}});
}

Inventory carried(Inventory inventory, const Days& days, const market::ChainSnapshot& chain, Share share) {
  const market::Date open_interest_of = dated(chain);
  auto day = days.begin();
  for (; day != days.end() && day->day <= open_interest_of; ++day)
    inventory = advanced(std::move(inventory), *day, share);
  // Trades since that day are in the positions already: its open interest is no bound for them.
  const bool still_before = !inventory.through || *inventory.through <= open_interest_of;
  if (still_before) inventory = anchored(std::move(inventory), chain);
  for (; day != days.end(); ++day) inventory = advanced(std::move(inventory), *day, share);
  return inventory;
}

}  // namespace

base::Result<Inferred, Refusal> infer(const Evidence& evidence, const market::ChainSnapshot& chain,
                                      const InferenceSettings& settings) {
  auto start = start_of(evidence);
  if (!start) return base::failure(std::move(start.error()));
  Inferred found;
  const Gathering gathering{evidence, chain};
  if (start->through && !gathering.has_closed(*start->through)) {
    return base::failure(Refusal{
        RefusalKind::usage, fmt::format("the positions from before go through {}, which the snapshot of {} cannot know",
                                        market::to_string(*start->through), market::to_string(chain.as_of))});
  }
  const bool by_trades = start->model == PositioningModel::flow;
  auto days = by_trades ? gathering.trades(found, Share{settings.accuracy}) : gathering.open_close(found);
  if (!days) return base::failure(std::move(days.error()));
  // Open-close files hold every customer's trades, whoever took the other side.
  const Share share{by_trades ? settings.dealer_share : 1};
  found.inventory = carried(std::move(*start), *days, chain, share);
  found.unlisted = unlisted(found.inventory, chain);
  found.day_unfinished = !days->empty() && !gathering.has_closed(days->back().day);
  return found;
}

namespace {

std::string days_told(const Inventory& inventory) {
  return fmt::format("{} trading day{}{}", inventory.days, inventory.days == 1 ? "" : "s",
                     inventory.through ? " through " + market::to_string(*inventory.through) : "");
}

std::string sources_told(const Inferred& found) {
  if (found.inventory.model == PositioningModel::open_close)
    return fmt::format("{} contract-days of open-close files new", found.rows);
  const auto& tally = found.tally;
  return fmt::format(
      "{} prints new: {} sided by the quote, {} at one side of it, {} by ticks, {} by nothing, {} without a "
      "side by their condition",
      tally.used(), tally.of(SideRule::quote), tally.of(SideRule::at_quote), tally.of(SideRule::tick),
      tally.of(SideRule::none), tally.undirected + tally.unknown);
}

}  // namespace

std::vector<market::DataFlag> flags_of(const Inferred& found) {
  std::vector<market::DataFlag> flags{
      {"positions_inferred",
       fmt::format("dealer positions from {}; {}", days_told(found.inventory), sources_told(found))}};
  const auto add = [&](bool is, std::string_view code, std::string detail) {
    if (is) flags.push_back({std::string{code}, std::move(detail)});
  };
  add(!burnt_in(found.inventory), "positions_young",
      fmt::format("fewer than {} trading days: most of what dealers hold is older and unknown", burn_in_days));
  add(found.tally.unknown > 0, "condition_unknown",
      fmt::format("{} prints have a trade condition that is not known: taken for no side", found.tally.unknown));
  add(found.tally.out_of_order > 0, "prints_out_of_order",
      fmt::format("{} prints are earlier than the one before them: without a tick test", found.tally.out_of_order));
  add(found.tally.cancelled + found.tally.took_nothing > 0, "prints_cancelled",
      fmt::format(
          "{} prints were cancelled and do not count; {} reports of a cancellation are of no print that is there",
          found.tally.cancelled, found.tally.took_nothing));
  add(found.unlisted > 0, "contracts_unlisted",
      fmt::format("{} contracts that traded are not in the chain: they count in no level", found.unlisted));
  add(found.later + found.already + found.other_underlyings > 0, "evidence_left_out",
      fmt::format(
          "left out: {} later than the chain, {} of days counted before, {} of roots that the chain does not list",
          found.later, found.already, found.other_underlyings));
  for (const auto& sentence : found.rejected) add(true, "evidence_rejected", sentence);
  return flags;
}

}  // namespace gammafield::inventory
