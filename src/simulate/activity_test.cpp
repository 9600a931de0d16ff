#include "simulate/activity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "simulate/chain.h"

namespace gammafield::simulate {
namespace {

using market::ExpiryClass;
using market::Settlement;
using Where = std::function<bool(const SimulatedExpiry&, const SimulatedStrike&)>;

struct Sums {
  double calls = 0, puts = 0, volume = 0;
  std::size_t rows = 0;

  [[nodiscard]] double both() const { return calls + puts; }
  [[nodiscard]] double mean() const { return both() / static_cast<double>(rows); }
};

/// The regular rows of a chain of real size.
class Activities : public testing::TestWithParam<std::uint64_t> {
 protected:
  void SetUp() override { chain_ = *simulate_chain({.seed = GetParam(), .contracts = 30'000, .odd_rows = false}); }

  [[nodiscard]] Sums sums(const Where& where) const {
    Sums out;
    for (const SimulatedStrike& row : chain_.strikes) {
      if (!where(chain_.expiries[row.expiry], row)) continue;
      out.calls += row.call.open_interest.value();
      out.puts += row.put.open_interest.value();
      out.volume += row.call.volume.value() + row.put.volume.value();
      ++out.rows;
    }
    return out;
  }

  [[nodiscard]] double moneyness(const SimulatedStrike& row) const {
    return row.strike.value() / chain_.spot.value() - 1;
  }

  SimulatedChain chain_;
};

bool is_third_friday(const SimulatedExpiry& e) { return e.settlement == Settlement::am; }

// Real SPX chains of 30,000 contracts hold 20 to 25 million contracts and trade 3 to 4 million a day.
TEST_P(Activities, TotalsAreOfARealChain) {
  const Sums all = sums([](const auto&, const auto&) { return true; });
  EXPECT_GT(all.both(), 8e6);
  EXPECT_LT(all.both(), 40e6);
  EXPECT_GT(all.puts, 0.7 * all.calls);
  EXPECT_LT(all.puts, 2.5 * all.calls);
  EXPECT_GT(all.volume, 1e6);
  EXPECT_LT(all.volume, 6e6);
}

TEST_P(Activities, PutsAreHeldBelowSpotAndCallsAbove) {
  const Sums below = sums([&](const auto&, const auto& row) { return moneyness(row) < -0.01; });
  const Sums above = sums([&](const auto&, const auto& row) { return moneyness(row) > 0.01; });
  EXPECT_GT(below.puts, 1.5 * below.calls);
  EXPECT_GT(above.calls, 1.5 * above.puts);
}

TEST_P(Activities, RoundStrikesAreHeldMost) {
  const auto divisible = [&](int by, int but_not_by) {
    return sums([=, this](const auto& e, const auto& row) {
      const int strike = static_cast<int>(row.strike.value());
      return is_third_friday(e) && std::abs(moneyness(row)) < 0.1 && strike % by == 0 &&
             (but_not_by == 0 || strike % but_not_by != 0);
    });
  };
  const Sums fives = divisible(5, 25), fifties = divisible(50, 100), hundreds = divisible(100, 500);
  EXPECT_GT(fifties.mean(), 2 * fives.mean());
  EXPECT_GT(hundreds.mean(), 1.3 * fifties.mean());
}

TEST_P(Activities, MonthliesHoldMostAndTodayTradesMost) {
  const Sums all = sums([](const auto&, const auto&) { return true; });
  const Sums monthlies = sums([](const auto& e, const auto&) { return is_third_friday(e); });
  const Sums today = sums([](const auto& e, const auto&) { return e.expiry_class == ExpiryClass::zero_dte; });
  EXPECT_GT(monthlies.both(), 0.5 * all.both());
  EXPECT_GT(today.volume, 0.3 * all.volume);
  EXPECT_LT(today.both(), 0.05 * all.both());
}

TEST_P(Activities, ManyContractsAreNotHeldAndMostDoNotTrade) {
  double unheld = 0, untraded = 0;
  for (const SimulatedStrike& row : chain_.strikes) {
    for (const SimulatedOption* option : {&row.call, &row.put}) {
      unheld += option->open_interest.value() == 0;
      untraded += option->volume.value() == 0;
    }
  }
  const auto contracts = static_cast<double>(chain_.contracts());
  EXPECT_GT(unheld, 0.15 * contracts);
  EXPECT_LT(unheld, 0.45 * contracts);
  EXPECT_GT(untraded, 0.4 * contracts);
  EXPECT_LT(untraded, 0.8 * contracts);
}

TEST_P(Activities, WingsHaveNoBidAndANickelAsk) {
  std::size_t bidless = 0, nickel = 0;
  for (const SimulatedStrike& row : chain_.strikes) {
    for (const SimulatedOption* option : {&row.call, &row.put}) {
      bidless += option->bid.value() == 0;
      nickel += option->bid.value() == 0 && option->ask.value() == 0.05;
    }
  }
  EXPECT_GT(bidless, chain_.contracts() / 50);
  EXPECT_LT(bidless, chain_.contracts() / 5);
  EXPECT_GT(nickel, bidless / 4);
  EXPECT_LT(nickel, bidless);
}

TEST_P(Activities, TradesAgreeWithQuotesAndTimes) {
  for (const SimulatedStrike& row : chain_.strikes) {
    for (const SimulatedOption* option : {&row.call, &row.put}) {
      ASSERT_EQ(option->last.value() > 0, option->last_trade.has_value());
      if (option->last_trade) {
        ASSERT_LE(*option->last_trade, chain_.as_of);
      }
      if (option->volume.value() == 0) {
        ASSERT_EQ(option->change.value(), 0);
        ASSERT_EQ(option->high.value(), 0);
        continue;
      }
      ASSERT_GE(option->last.value(), std::min(option->bid.value(), 0.05) - 1e-9);
      ASSERT_LE(option->last.value(), option->ask.value() + 1e-9);
      ASSERT_LE(option->low.value(), std::min(option->open.value(), option->last.value()) + 1e-9);
      ASSERT_GE(option->high.value(), std::max(option->open.value(), option->last.value()) - 1e-9);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Activities, testing::Values(1, 2, 2026));

}  // namespace
}  // namespace gammafield::simulate
