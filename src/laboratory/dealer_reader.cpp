#include "laboratory/dealer_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/list_file.h"
#include "laboratory/book_reader.h"
#include "laboratory/option_reader.h"
#include "laboratory/policy_reader.h"

namespace gammafield::laboratory {
namespace {

using hedging::HedgeVol;
using toml_file::TomlTable;

constexpr std::size_t dealers_max = 20, options_max = 5'000;

/// Of `side`: whether the dealer holds the other side of what is written.
std::optional<bool> parse_mirrored(std::string_view text) {
  if (text != "as_is" && text != "mirrored") return std::nullopt;
  return text == "mirrored";
}

/// "implied", "leland", "+2", "-1.5".
std::optional<HedgeVol> parse_hedge_vol(std::string_view text) {
  if (text == "implied") return HedgeVol{};
  if (text == "leland") return HedgeVol{.kind = HedgeVol::Kind::leland};
  if (!text.starts_with('+') && !text.starts_with('-')) return std::nullopt;
  const auto points = base::whole_number(text.starts_with('+') ? text.substr(1) : text);
  if (!points || std::abs(*points) > 200) return std::nullopt;
  return HedgeVol{.kind = HedgeVol::Kind::shifted, .shift = hedging::VolPoints{*points}};
}

HedgeVol read_hedge_vol(TomlTable& table) {
  constexpr std::string_view key = "hedge_volatility";
  const toml::node* found = table.node(key);
  if (found == nullptr) return {};
  if (found->is_number()) {
    const double percent = table.number(key, 0.1, 500).value_or(1);
    return {.kind = HedgeVol::Kind::fixed, .fixed = market::ImpliedVol{percent / 100}};
  }
  constexpr std::string_view write = "\"implied\", \"leland\", percent as 18.5, or points on top of implied as \"+2\"";
  return table.parsed<HedgeVol>(key, parse_hedge_vol, write).value_or(HedgeVol{});
}

void read_trading(TomlTable& table, hedging::Dealer& dealer) {
  dealer.costs.half_spread = hedging::Lambda{table.number("half_spread_bp", 0, 1000).value_or(0) * 1e-4};
  dealer.costs.fee = hedging::UsdPerShare{table.number("fee_usd_per_share", 0, 1000).value_or(0)};
  dealer.costs.temporary = table.number("temporary", 0, 100).value_or(0);
  dealer.lot = market::Shares{table.number("lot", 0, 1e9).value_or(0)};
  dealer.lag = static_cast<unsigned>(table.integer("lag_steps", 0, 1000).value_or(1));
  dealer.hedge_vol = read_hedge_vol(table);
  dealer.hedged_at_start = table.truth("hedged_at_start").value_or(true);
}

DealerPlan read_dealer(TomlTable& table, const DealerContext& context, bool& to_the_close) {
  DealerPlan plan;
  plan.dealer.name = table.required_text("name");
  plan.choice = read_policy(table);
  plan.dealer.policy = plan.choice.policy;
  read_trading(table, plan.dealer);
  plan.mirrored = table.parsed<bool>("side", parse_mirrored, "\"as_is\" or \"mirrored\"").value_or(false);
  for (const toml::table* each : table.tables("option", options_max, "[[dealer.option]]")) {
    TomlTable option{*each, table.what() + " option", table.complaint()};
    read_option(option, context, plan.dealer.book, to_the_close);
  }
  if (const toml::table* found = table.table("book", "[dealer.book]")) {
    TomlTable book{*found, table.what() + " [dealer.book]", table.complaint()};
    plan.chain = read_chain_book(book);
  }
  if (plan.dealer.book.positions.empty() && !plan.chain)
    table.complaint().say(table.where(), table.what() + ": no position: write [[dealer.option]] or [dealer.book]");
  table.finish();
  return plan;
}

}  // namespace

std::vector<DealerPlan> read_dealers(TomlTable& file, const DealerContext& context, bool& to_the_close) {
  std::vector<DealerPlan> plans;
  for (const toml::table* each : file.tables("dealer", dealers_max, "[[dealer]]")) {
    const auto* name = each->get_as<std::string>("name");
    const std::string shown = name != nullptr ? base::shown(name->get()) : "";
    TomlTable table{*each, fmt::format("[[dealer]] \"{}\"", shown), file.complaint()};
    plans.push_back(read_dealer(table, context, to_the_close));
    const auto same = [&](const DealerPlan& plan) { return plan.dealer.name == plans.back().dealer.name; };
    if (std::ranges::count_if(plans, same) > 1)
      table.complaint().say(each->source(), table.what() + " is there twice: give each its own name");
  }
  return plans;
}

}  // namespace gammafield::laboratory
