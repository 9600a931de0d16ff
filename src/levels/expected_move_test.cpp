#include "levels/expected_move.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string_view>
#include <vector>

namespace gammafield::levels {
namespace {

using market::Calendar;
using market::Instant;
using market::Price;
using market::Right;
using market::Spot;
using market::Strike;

Instant instant(std::string_view text) { return market::parse_instant(text).value(); }

struct Listed {
  std::string_view settles_at;
  double atm_vol = 0;
};

/// Spot and forwards 100.
struct Fixture {
  std::shared_ptr<market::ChainSnapshot> chain = std::make_shared<market::ChainSnapshot>();
  pricing::PricedChain priced;

  Fixture(std::string_view as_of, const std::vector<Listed>& expiries) {
    chain->as_of = instant(as_of);
    for (const Listed& listed : expiries) {
      chain->expiries.emplace_back().settles_at = instant(listed.settles_at);
      pricing::PricedExpiry& expiry = priced.expiries.emplace_back();
      expiry.atm_vol = listed.atm_vol;
      expiry.forward.forward = 100;
      const double minutes = static_cast<double>((instant(listed.settles_at) - chain->as_of).count()) / 60;
      expiry.years = std::max(0.0, minutes / 525600);
    }
    priced.spot = Spot{100};
    priced.chain = chain;
  }

  void quote(std::uint32_t expiry, Right right, double strike, std::optional<double> bid, std::optional<double> ask) {
    market::OptionRow& row = chain->rows.emplace_back();
    row.expiry = expiry;
    row.right = right;
    row.strike = Strike{strike};
    if (bid) row.bid = Price{*bid};
    if (ask) row.ask = Price{*ask};
  }
};

TEST(ExpectedMove, ReachesToTheNextSessionClose) {
  struct Row {
    std::string_view why, as_of, until;
    double minutes;
  };
  const Row rows[] = {
      {"in the session: its own close", "2026-03-03T10:00:00-05:00", "2026-03-03T16:00:00-05:00", 360},
      {"before the open: the same day's close", "2026-03-03T04:00:00-05:00", "2026-03-03T16:00:00-05:00", 720},
      {"at the close: strictly after, so the next day's", "2026-03-03T16:00:00-05:00", "2026-03-04T16:00:00-05:00",
       1440},
      {"Friday evening: Monday's, and the weekend counts", "2026-03-06T16:30:00-05:00", "2026-03-09T16:00:00-04:00",
       3 * 1440 - 30 - 60},
      {"a Sunday", "2026-03-15T12:00:00-04:00", "2026-03-16T16:00:00-04:00", 1680},
      {"a half day closes at 13:00", "2026-11-27T10:00:00-05:00", "2026-11-27T13:00:00-05:00", 180},
      {"after it the next session is Monday", "2026-11-27T13:00:00-05:00", "2026-11-30T16:00:00-05:00", 3 * 1440 + 180},
      {"a holiday", "2026-12-25T12:00:00-05:00", "2026-12-28T16:00:00-05:00", 3 * 1440 + 240},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const Fixture fixture(row.as_of, {{"2027-01-15T16:00:00-05:00", 0.2}});
    const auto move = expected_move(fixture.priced);
    ASSERT_TRUE(move);
    EXPECT_EQ(market::to_string(move->until), market::to_string(instant(row.until)));
    EXPECT_NEAR(move->fraction, 0.2 * std::sqrt(row.minutes / 525600), 1e-15);
    EXPECT_NEAR(move->usd.value(), 100 * move->fraction, 1e-12);
    EXPECT_NEAR(move->pct, 100 * move->fraction, 1e-12);
  }
}

TEST(ExpectedMove, TakesTheVolatilityOfTheNearestExpiryThatLivesLongEnough) {
  struct Row {
    std::string_view why;
    std::vector<Listed> expiries;
    std::optional<double> vol;
  };
  const Row rows[] = {
      {"settles this morning, before the close",
       {{"2026-03-03T09:30:00-05:00", 0.9}, {"2026-03-04T16:00:00-05:00", 0.3}},
       0.3},
      {"settles at the close: long enough",
       {{"2026-03-03T16:00:00-05:00", 0.4}, {"2026-03-04T16:00:00-05:00", 0.3}},
       0.4},
      {"the nearest has no volatility: the next",
       {{"2026-03-03T16:00:00-05:00", 0}, {"2026-03-04T16:00:00-05:00", 0.3}},
       0.3},
      {"none has one", {{"2026-03-03T16:00:00-05:00", 0}}, std::nullopt},
      {"none lives long enough", {{"2026-03-03T09:30:00-05:00", 0.9}}, std::nullopt},
      {"no expiries", {}, std::nullopt},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const Fixture fixture("2026-03-03T09:00:00-05:00", row.expiries);
    const auto move = expected_move(fixture.priced);
    ASSERT_EQ(move.has_value(), row.vol.has_value());
    if (row.vol) {
      EXPECT_EQ(move->atm_vol.value(), *row.vol);
    }
    if (!row.vol) {
      EXPECT_EQ(move.error(), NoLevel::no_volatility);
    }
  }
}

TEST(ExpectedMove, GivesTheStraddleWhereItIsQuoted) {
  struct Quote {
    std::uint32_t expiry;
    Right right;
    double strike;
    std::optional<double> bid, ask;
  };
  struct Row {
    std::string_view why;
    std::vector<Quote> quotes;
    std::optional<double> straddle;
  };
  constexpr Right call = Right::call, put = Right::put;
  const Row rows[] = {
      {"call mid and put mid at the strike nearest to the forward",
       {{1, call, 95, 6, 7}, {1, put, 95, 1, 2}, {1, call, 101, 1, 1.4}, {1, put, 101, 2, 2.2}},
       1.2 + 2.1},
      {"of two equally near the lower, and never one leg of each",
       {{1, call, 99, 2, 2.2}, {1, put, 99, 1, 1.2}, {1, call, 101, 1, 1.4}, {1, put, 101, 2, 2.4}},
       2.1 + 1.1},
      {"no bid, no mid", {{1, call, 100, 0, 0.1}, {1, put, 100, 1, 2}}, std::nullopt},
      {"no quote", {{1, call, 100, std::nullopt, std::nullopt}, {1, put, 100, 1, 2}}, std::nullopt},
      {"crossed", {{1, call, 100, 3, 2}, {1, put, 100, 1, 2}}, std::nullopt},
      {"the put is not listed", {{1, call, 100, 3, 4}}, std::nullopt},
      {"a farther strike is no substitute",
       {{1, call, 100, 0, 1}, {1, put, 100, 1, 2}, {1, call, 101, 1, 2}, {1, put, 101, 1, 2}},
       std::nullopt},
      {"quotes of a settled expiry and of a later one do not count",
       {{0, call, 100, 3, 4}, {0, put, 100, 3, 4}, {2, call, 100, 3, 4}, {2, put, 100, 3, 4}},
       std::nullopt},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    Fixture fixture(
        "2026-03-03T10:00:00-05:00",
        {{"2026-03-03T09:30:00-05:00", 0}, {"2026-03-04T16:00:00-05:00", 0.2}, {"2026-03-05T16:00:00-05:00", 0.2}});
    for (const Quote& one : row.quotes) fixture.quote(one.expiry, one.right, one.strike, one.bid, one.ask);
    const auto move = expected_move(fixture.priced);
    ASSERT_TRUE(move) << "the straddle is beside the move, not instead of it";
    ASSERT_EQ(move->straddle.has_value(), row.straddle.has_value());
    EXPECT_EQ(move->straddle_until.has_value(), row.straddle.has_value());
    if (!row.straddle) continue;
    EXPECT_NEAR(move->straddle->value(), *row.straddle, 1e-12);
    EXPECT_EQ(*move->straddle_until, instant("2026-03-04T16:00:00-05:00"));
  }
}

}  // namespace
}  // namespace gammafield::levels
