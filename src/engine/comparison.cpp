#include "engine/comparison.h"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "exposure/by_strike.h"
#include "pricing/shifted_chain.h"

namespace gammafield::engine {
namespace {

using exposure::Book;
using exposure::RepricedBook;
using market::Contracts;
using pricing::PricedChain;
using Priced = std::shared_ptr<const PricedChain>;

/// What makes two rows of two files the same contract.
using ContractKey = std::tuple<std::string_view, std::chrono::sys_days, market::Settlement, double, market::Right>;

ContractKey key_of(const market::ChainSnapshot& chain, const market::OptionRow& row) {
  const market::Expiry& expiry = chain.expiries[row.expiry];
  return {expiry.root, std::chrono::sys_days{expiry.date}, expiry.settlement, row.strike.value(), row.right};
}

/// What a file says about a contract.
struct Listed {
  Contracts open_interest;
  bool priced = false;
};
using Listings = std::map<ContractKey, Listed>;

Listings listings_of(const PricedChain& priced) {
  Listings all;
  for (const market::OptionRow& row : priced.chain->rows)
    all.try_emplace(key_of(*priced.chain, row), Listed{row.open_interest.value_or(Contracts{0}), false});
  for (const pricing::PricedOption& option : priced.options)
    all[key_of(*priced.chain, priced.chain->rows[option.row])].priced = true;
  return all;
}

/// The chain without some of its contracts.
template <class Keep>
Priced with_options(const PricedChain& priced, Keep keep) {
  auto out = std::make_shared<PricedChain>(priced);
  std::erase_if(out->options, [&](const pricing::PricedOption& option) { return !keep(option); });
  return out;
}

/// The chain with other open interest, by row.
template <class OpenInterest>
Priced with_open_interest(const PricedChain& priced, OpenInterest open_interest) {
  auto chain = std::make_shared<market::ChainSnapshot>(*priced.chain);
  for (market::OptionRow& row : chain->rows) row.open_interest = open_interest(row);
  auto out = std::make_shared<PricedChain>(priced);
  out->chain = std::move(chain);
  return out;
}

/// The books between the two snapshots, made one after the other.
class Way {
 public:
  Way(const Analysis& earlier, const Analysis& later)
      : earlier_(*earlier.priced),
        later_(*later.priced),
        listed_before_(listings_of(earlier_)),
        listed_after_(listings_of(later_)) {}

  [[nodiscard]] std::array<Priced, cause_count> books() const {
    const pricing::Shift passed{.elapsed = later_.chain->as_of - earlier_.chain->as_of};
    const PricedChain aged = pricing::shifted(earlier_, passed);
    const PricedChain moved = pricing::shifted(earlier_, {.elapsed = passed.elapsed, .spot = later_.spot});
    const auto alive = [&](const pricing::PricedOption& option) { return aged.expiries[option.expiry].years > 0; };
    const auto stays = [&](const pricing::PricedOption& option) { return is_priced_later(option.row); };
    return {with_settled(with_options(earlier_, alive), aged),
            std::make_shared<const PricedChain>(aged),
            std::make_shared<const PricedChain>(moved),
            with_options(moved, stays),
            with_open_interest(later_, [&](const market::OptionRow& row) { return held_before(row); }),
            with_open_interest(later_, [&](const market::OptionRow& row) { return known_after(row); }),
            std::make_shared<const PricedChain>(later_)};
  }

  [[nodiscard]] ContractCounts counts() const {
    ContractCounts counts;
    const PricedChain aged = pricing::shifted(earlier_, {.elapsed = later_.chain->as_of - earlier_.chain->as_of});
    for (const pricing::PricedOption& option : earlier_.options) {
      const market::OptionRow& row = earlier_.chain->rows[option.row];
      if (!(row.open_interest.value_or(Contracts{0}).value() > 0)) continue;
      const bool settled = !(aged.expiries[option.expiry].years > 0);
      ++(settled ? counts.settled : is_priced_later(option.row) ? counts.in_both : counts.gone);
    }
    for (const pricing::PricedOption& option : later_.options) {
      const market::OptionRow& row = later_.chain->rows[option.row];
      if (!(row.open_interest.value_or(Contracts{0}).value() > 0)) continue;
      if (held_before(row).value() > 0) continue;
      ++(known_after(row).value() > 0 ? counts.listed : counts.appeared);
    }
    return counts;
  }

 private:
  [[nodiscard]] bool is_priced_later(std::uint32_t earlier_row) const {
    const auto found = listed_after_.find(key_of(*earlier_.chain, earlier_.chain->rows[earlier_row]));
    return found != listed_after_.end() && found->second.priced;
  }
  [[nodiscard]] const Listed* before(const market::OptionRow& later_row) const {
    const auto found = listed_before_.find(key_of(*later_.chain, later_row));
    return found == listed_before_.end() ? nullptr : &found->second;
  }
  /// What the earlier book held of a later row.
  [[nodiscard]] Contracts held_before(const market::OptionRow& row) const {
    const Listed* listed = before(row);
    return listed != nullptr && listed->priced ? listed->open_interest : Contracts{0};
  }
  /// The later open interest, but for contracts that the earlier book missed for want of a price.
  [[nodiscard]] Contracts known_after(const market::OptionRow& row) const {
    const Listed* listed = before(row);
    const bool missed = listed != nullptr && !listed->priced && listed->open_interest.value() > 0;
    return missed ? Contracts{0} : row.open_interest.value_or(Contracts{0});
  }
  /// Settled expiries marked as such, for filters that count expiries; the others as they were.
  [[nodiscard]] static Priced with_settled(const Priced& priced, const PricedChain& aged) {
    auto out = std::make_shared<PricedChain>(*priced);
    for (std::size_t e = 0; e < out->expiries.size(); ++e)
      if (!(aged.expiries[e].years > 0)) out->expiries[e].years = 0;
    return out;
  }

  const PricedChain &earlier_, &later_;
  Listings listed_before_, listed_after_;
};

Waypoint waypoint_of(const levels::Levels& levels, market::Spot spot) {
  const auto strike_of = [](const levels::Wall& wall) { return wall.at; };
  return {levels.totals.net_gex,
          levels.totals.gross_gex,
          levels.flip.map([](const levels::GammaFlip& flip) { return flip.price; }),
          levels.call_wall.map(strike_of),
          levels.put_wall.map(strike_of),
          spot};
}

levels::Levels levels_of(const Priced& priced, const Settings& settings) {
  const Book book = exposure::make_book(priced, settings.positioning, settings.expiry_filter);
  std::optional<exposure::DynamicBook> dynamic;
  if (settings.dynamics.kind != exposure::SmileDynamics::Kind::sticky_strike)
    dynamic.emplace(book, settings.dynamics, settings.gamma_mode);
  levels::LevelSettings wanted = settings.levels;
  wanted.mean_exposure = false;
  return levels::find_levels(book, RepricedBook{book}, wanted, dynamic ? &*dynamic : nullptr);
}

using Strikes = std::vector<exposure::StrikeExposure>;

StrengthPath strength_path(levels::Side side, market::Strike strike, const std::vector<Strikes>& way,
                           const levels::LevelSettings& settings) {
  StrengthPath path{side, strike, {}};
  for (std::size_t i = 0; i < way.size(); ++i) {
    const auto at = side == levels::Side::call ? levels::call_wall_at(way[i], strike, settings.call_basis)
                                               : levels::put_wall_at(way[i], strike, settings.put_wall_rule);
    path.value[i] = at ? at->value : market::UsdPerPercent{0};
  }
  return path;
}

std::vector<StrengthPath> strength_paths(const Comparison& comparison, const std::vector<Strikes>& way,
                                         const levels::LevelSettings& settings) {
  std::vector<StrengthPath> paths;
  const auto add = [&](levels::Side side, levels::Level<levels::WallStrike> Waypoint::* wall) {
    for (const Waypoint* end : {&comparison.before(), &comparison.after()}) {
      const auto& at = end->*wall;
      if (!at) continue;
      const bool known = std::ranges::any_of(
          paths, [&](const StrengthPath& path) { return path.side == side && path.strike == at->strike; });
      if (!known) paths.push_back(strength_path(side, at->strike, way, settings));
    }
  };
  add(levels::Side::call, &Waypoint::call_wall);
  add(levels::Side::put, &Waypoint::put_wall);
  return paths;
}

std::optional<base::Refusal> unfit(const Analysis& earlier, const Analysis& later) {
  const Report &a = earlier.report, &b = later.report;
  if (a.symbol != b.symbol)
    return base::Refusal{
        base::RefusalKind::input_rejected,
        fmt::format("the snapshots are of {} and of {}; compare two of one underlying", a.symbol, b.symbol)};
  if (a.as_of > b.as_of)
    return base::Refusal{
        base::RefusalKind::input_rejected,
        fmt::format("the first snapshot ({}) is later than the second ({}); give the earlier one first",
                    market::to_string(a.as_of), market::to_string(b.as_of))};
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Cause cause) {
  switch (cause) {
    case Cause::expiry: return "expiry";
    case Cause::time: return "time";
    case Cause::price: return "price";
    case Cause::gone: return "gone";
    case Cause::volatility: return "volatility";
    case Cause::open_interest: return "open_interest";
    case Cause::appeared: return "appeared";
  }
  return "expiry";
}

base::Result<Comparison, base::Refusal> compare(const Analysis& earlier, const Analysis& later) {
  if (auto refusal = unfit(earlier, later)) return base::failure(std::move(*refusal));
  const Settings& settings = later.report.settings;
  const Way way{earlier, later};
  const auto books = way.books();

  Comparison comparison{.way = {}, .strengths = {}, .contracts = way.counts()};
  std::vector<Strikes> strikes;
  comparison.way.front() = waypoint_of(earlier.report.levels, earlier.priced->spot);
  strikes.push_back(earlier.report.levels.strikes);
  for (std::size_t i = 0; i < books.size(); ++i) {
    levels::Levels found = levels_of(books[i], settings);
    comparison.way[i + 1] = waypoint_of(found, books[i]->spot);
    strikes.push_back(std::move(found.strikes));
  }
  comparison.strengths = strength_paths(comparison, strikes, settings.levels);
  return comparison;
}

}  // namespace gammafield::engine
