#include "ingest/compact.h"

#include <gtest/gtest.h>

#include "ingest/table_fixture.h"

namespace gammafield::ingest {
namespace {

using market::Right;

constexpr std::string_view file = "spxcompact_2026-08-18.csv";

TEST(Compact, IsRecognisedByItsFirstLine) {
  EXPECT_TRUE(is_compact(fixture_text(file)));
  EXPECT_FALSE(is_compact("strike,dte,cp\n"));
  EXPECT_FALSE(is_compact("# a comment\nstrike,dte,cp\n"));
  EXPECT_FALSE(is_compact(""));
}

TEST(Compact, TakesSpotAndTimeFromItsFirstLine) {
  const auto loaded = read_compact(fixture_text(file), {.symbol = "SPX"});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(chain.spot, market::Spot{500.25});
  EXPECT_EQ(market::to_string(chain.as_of), "2026-08-18T23:42:49Z") << "that line is in UTC";
  EXPECT_EQ(market::to_string(chain.session), "2026-08-18");
}

TEST(Compact, KeepsTheTwoSeriesOfAMonthlyExpiryApart) {
  const auto loaded = read_compact(fixture_text(file), {.symbol = "SPX"});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto* am = row_of(loaded->front(), "2026-09-18", 500, Right::call, "SPX");
  const auto* pm = row_of(loaded->front(), "2026-09-18", 500, Right::call, "SPXW");
  ASSERT_NE(am, nullptr);
  ASSERT_NE(pm, nullptr);
  EXPECT_GT(am->open_interest->value(), 10000) << "the fixture marks the AM block so";
  EXPECT_LT(pm->open_interest->value(), 10000);
  EXPECT_NE(row_of(loaded->front(), "2026-09-11", 500, Right::put, "SPXW"), nullptr) << "a weekly is PM-settled";
}

TEST(Compact, CountsDaysFromTheNewYorkDate) {
  const auto loaded = read_compact(
      "# spot,16.4,ts,2026-08-19 01:10:00\nstrike,dte,cp,oi,gamma,delta,iv,bid,ask\n20,29,C,5,0.01,0.2,0.9,0.5,0.6\n",
      {.symbol = "VIX"});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(market::to_string(loaded->front().chain.expiries.front().date), "2026-09-16") << "still the 18th there";
  EXPECT_TRUE(has_flag(loaded->front(), "priced_off_futures"));
}

TEST(Compact, AsksForWhatItLacks) {
  const auto nameless = read_chain(fixture_text(file), {}, "download.csv");
  ASSERT_FALSE(nameless);
  EXPECT_NE(nameless.error().message.find("--symbol"), std::string::npos) << nameless.error().message;
  constexpr std::string_view undated = "# spot,500,ts,yesterday\nstrike,dte,cp,oi\n500,3,C,10\n";
  const auto refused = read_compact(undated, {.symbol = "SPX"});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("--as-of"), std::string::npos) << refused.error().message;
  const auto helped =
      read_compact(undated, {.symbol = "SPX", .as_of = market::parse_instant("2026-08-18T16:00-04:00")});
  ASSERT_TRUE(helped) << helped.error().message;
  EXPECT_EQ(market::to_string(helped->front().chain.expiries.front().date), "2026-08-21");
}

}  // namespace
}  // namespace gammafield::ingest
