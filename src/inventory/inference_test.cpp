#include "inventory/inference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "inventory/summary.h"
#include "inventory/testing_files.h"

namespace gammafield::inventory {
namespace {

constexpr std::string_view columns = "option_symbol,timestamp,price,size,bid,ask\n";
constexpr auto put = "SPXW260821P06400000";

std::string bought(std::string_view symbol, std::string_view at, int size) {
  return std::string{symbol} + "," + std::string{at} + ",2," + std::to_string(size) + ",1,2\n";
}

market::ChainSnapshot chain_at(std::string_view as_of, std::optional<std::string_view> oi_date = std::nullopt) {
  market::ChainSnapshot chain;
  chain.as_of = market::parse_instant(as_of).value();
  chain.session = market::to_new_york(chain.as_of).date;
  if (oi_date) chain.oi_date = market::parse_date(*oi_date);
  market::Expiry& expiry = chain.expiries.emplace_back();
  expiry.root = "SPXW";
  expiry.date = std::chrono::year{2026} / 8 / 21;
  for (const market::Right right : {market::Right::call, market::Right::put}) {
    market::OptionRow& row = chain.rows.emplace_back();
    row.right = right;
    row.strike = market::Strike{6400};
    row.open_interest = market::Contracts{100};
  }
  return chain;
}

constexpr InferenceSettings exact{.accuracy = 1, .dealer_share = 1};

Inferred inferred(const Evidence& evidence, const market::ChainSnapshot& chain) {
  auto found = infer(evidence, chain, exact);
  EXPECT_TRUE(found) << found.error().message;
  return std::move(*found);
}

double held_put(const Inferred& found) { return found.inventory.held.at(key(put)).contracts.value(); }

TEST(Inference, CountsWhatWasKnownAtTheChainsMoment) {
  const std::string text = std::string{columns} + bought(put, "2026-08-17T10:00", 30) +
                           bought(put, "2026-08-18T10:00", 20) + bought(put, "2026-08-18T14:00", 500) +
                           bought("SPX260918P06400000", "2026-08-18T10:00", 1);
  const auto found = inferred({{{"t.csv", text}}, {}, {}}, chain_at("2026-08-18T12:00-04:00"));
  EXPECT_EQ(held_put(found), -50);
  EXPECT_EQ(found.later, 1U);
  EXPECT_EQ(found.other_underlyings, 1U);
  EXPECT_EQ(found.inventory.days, 2U);
  EXPECT_TRUE(found.day_unfinished);
  EXPECT_FALSE(inferred({{{"t.csv", text}}, {}, {}}, chain_at("2026-08-18T16:15-04:00")).day_unfinished);
}

TEST(Inference, AnchorsBetweenTheDaysTheOpenInterestKnowsAndTheOthers) {
  struct Row {
    std::string_view why;
    std::optional<std::string_view> oi_date;
    double held;
  };
  const Row rows[] = {
      {"undated: of the day before; 300 is cut to 100, then 20 more", std::nullopt, -120},
      {"as of the session itself: both days are cut", "2026-08-18", -100},
      {"older: both days came after it, each within 100 and its volume", "2026-08-14", -120},
  };
  const std::string text =
      std::string{columns} + bought(put, "2026-08-17T10:00", 300) + bought(put, "2026-08-18T10:00", 20);
  for (const Row& row : rows) {
    const auto chain = chain_at("2026-08-18T16:15-04:00", row.oi_date);
    EXPECT_EQ(held_put(inferred({{{"t.csv", text}}, {}, {}}, chain)), row.held) << row.why;
  }
}

TEST(Inference, GoesOnFromTheDayBefore) {
  const std::string monday = std::string{columns} + bought(put, "2026-08-17T10:00", 30);
  const std::string both = monday + bought(put, "2026-08-18T10:00", 20);
  auto first = inferred({{{"t.csv", monday}}, {}, {}}, chain_at("2026-08-17T16:15-04:00"));
  const auto chained = inferred({{{"t.csv", both}}, {}, first.inventory}, chain_at("2026-08-18T16:15-04:00"));
  EXPECT_EQ(held_put(chained), -50);
  EXPECT_EQ(chained.already, 1U);
  EXPECT_EQ(chained.inventory.days, 2U);
  const auto again = inferred({{}, {}, chained.inventory}, chain_at("2026-08-18T16:15-04:00"));
  EXPECT_EQ(held_put(again), -50) << "a state with nothing new is that state";
}

TEST(Inference, TakesAnOpenCloseDayOnceItHasClosed) {
  const Evidence evidence{{}, {{"oc.csv", testing_file("open_close.csv")}}, {}};
  const auto noon = inferred(evidence, chain_at("2026-08-18T12:00-04:00"));
  EXPECT_EQ(noon.rows, 2U);
  EXPECT_EQ(noon.later, 1U);
  EXPECT_EQ(held_put(noon), -100) << "customers bought 111 net, 100 are open";
  const auto evening = inferred(evidence, chain_at("2026-08-18T16:00-04:00"));
  EXPECT_EQ(held_put(evening), -75) << "and sold 25 on the day after";
  EXPECT_EQ(evening.unlisted, 1U) << "the 6500 calls";
  EXPECT_EQ(positioning_of(evening.inventory).model(), exposure::PositioningModel::open_close);
}

TEST(Inference, RefusesWhatDoesNotGoTogether) {
  const NamedText trades{"t.csv", std::string{columns} + bought(put, "2026-08-17T10:00", 30)};
  const NamedText open_close{"oc.csv", testing_file("open_close.csv")};
  Inventory summed;
  summed.model = exposure::PositioningModel::open_close;
  Inventory later;
  later.through = std::chrono::year{2026} / 8 / 18;
  struct Row {
    std::string_view why;
    Evidence evidence;
    std::string message;
  };
  const Row rows[] = {
      {"two kinds",
       {{trades}, {open_close}, {}},
       "positions come from trades or from open-close files, not from both: give one of them"},
      {"two kinds, one of them from before",
       {{trades}, {}, summed},
       "the positions from before are by open_close, these files are for flow: start anew, without --state"},
      {"positions of a day that has not closed",
       {{trades}, {}, later},
       "the positions from before go through 2026-08-18, which the snapshot of 2026-08-18T16:00:00Z cannot know"},
      {"no trades at all",
       {{{"t.csv", "x\n"}}, {}, {}},
       "t.csv: its first line does not name the columns of a table of contracts: an option symbol, or root, "
       "expiration, "
       "strike and right"},
  };
  for (const Row& row : rows) {
    const auto found = infer(row.evidence, chain_at("2026-08-18T12:00-04:00"), exact);
    ASSERT_FALSE(found) << row.why;
    EXPECT_EQ(found.error().message, row.message) << row.why;
  }
}

TEST(Inference, TellsWhatWentInAndWhatDidNot) {
  const std::string text =
      "option_symbol,timestamp,price,size,bid,ask,condition\n"
      "SPXW260821P06400000,2026-08-17T10:00,2,30,1,2,I\n"
      "SPXW260821P06400000,2026-08-17T10:00,2,30,1,2,WXYZ\n"
      "SPXW260821P06999000,2026-08-17T10:01,2,30,1,2,I\n"
      "SPXW260821P06400000,2026-08-17T10:00,x,30,1,2,I\n";
  const auto flags = flags_of(inferred({{{"t.csv", text}}, {}, {}}, chain_at("2026-08-18T12:00-04:00")));
  const auto told = [&](std::string_view code) {
    const auto found = std::ranges::find(flags, code, &market::DataFlag::code);
    return found == flags.end() ? std::string{} : found->detail;
  };
  EXPECT_EQ(
      told("positions_inferred"),
      "dealer positions from 1 trading day through 2026-08-17; 3 prints new: 2 sided by the quote, 0 at one side of "
      "it, 0 by ticks, 0 by nothing, 1 without a side by their condition");
  EXPECT_NE(told("positions_young"), "");
  EXPECT_EQ(told("condition_unknown"), "1 prints have a trade condition that is not known: taken for no side");
  EXPECT_EQ(told("contracts_unlisted"), "1 contracts that traded are not in the chain: they count in no level");
  EXPECT_EQ(told("evidence_rejected"), "t.csv: 1 row left out (bad_number 1); the first is line 5: `x`");
  EXPECT_EQ(told("evidence_left_out"), "");
}

TEST(Summary, AddsUpByStrikeAndExpiryWithErrors) {
  auto chain = chain_at("2026-08-18T12:00-04:00");
  Inventory inventory;
  inventory.held[key(put)] = {market::Contracts{-30}, ContractsSquared{9}, market::Contracts{50}, {}, {}};
  inventory.held[key("SPXW260821C06400000")] = {
      market::Contracts{0}, ContractsSquared{16}, market::Contracts{0}, {}, {}};
  const Summary found = summary(inventory, chain);
  ASSERT_EQ(found.strikes.size(), 1U);
  ASSERT_EQ(found.expiries.size(), 1U);
  for (const Position& each : {found.strikes[0].put, found.expiries[0].put, found.put}) {
    EXPECT_EQ(each.held.value(), -30);
    EXPECT_EQ(each.error().value(), 3);
    EXPECT_EQ(each.open_interest.value(), 100);
    EXPECT_EQ(each.traded, 1U);
  }
  EXPECT_EQ(found.call.error().value(), 4) << "never traded: flat, not certain";
  EXPECT_EQ(found.call.traded, 0U);
}

}  // namespace
}  // namespace gammafield::inventory
