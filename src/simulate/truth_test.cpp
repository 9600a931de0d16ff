// Whether the made-up chain is a market: its quotes lie around prices without arbitrage, and what was put in can be had
// out again.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <optional>
#include <vector>

#include "pricing/forward.h"
#include "pricing/implied_vol.h"
#include "simulate/chain.h"
#include "simulate/quotes.h"

namespace gammafield::simulate {
namespace {

using market::Right;

double mid(const SimulatedOption& option) { return 0.5 * (option.bid.value() + option.ask.value()); }
double half_spread(const SimulatedOption& option) { return 0.5 * (option.ask.value() - option.bid.value()); }

class Market : public testing::TestWithParam<std::uint64_t> {
 protected:
  void SetUp() override {
    auto chain = simulate_chain({.seed = GetParam(), .contracts = 20'000});
    ASSERT_TRUE(chain) << chain.error().message;
    chain_ = std::move(*chain);
    for (const SimulatedStrike& row : chain_.strikes) {
      if (!row.odd) ladders_[row.expiry].push_back(&row);
    }
  }

  [[nodiscard]] const SimulatedExpiry& expiry_of(const SimulatedStrike& row) const {
    return chain_.expiries[row.expiry];
  }

  SimulatedChain chain_;
  std::map<std::uint32_t, std::vector<const SimulatedStrike*>> ladders_;  ///< regular rows of an expiry by strike
};

TEST_P(Market, QuotesLieOnTheGridAroundTruePrices) {
  for (const auto& [expiry, ladder] : ladders_) {
    for (const SimulatedStrike* row : ladder) {
      for (const SimulatedOption* option : {&row->call, &row->put}) {
        ASSERT_LE(option->bid.value(), option->true_price.value());
        ASSERT_GE(option->ask.value(), option->true_price.value());
        ASSERT_GT(option->ask.value(), option->bid.value());
        ASSERT_EQ(tick_at_or_below(option->bid), option->bid);
        ASSERT_EQ(tick_at_or_above(option->ask), option->ask);
      }
    }
  }
}

TEST_P(Market, ParityHoldsToTheRoundingAtTruePricesAndWithinTheSpreadsAtMids) {
  for (const auto& [expiry, ladder] : ladders_) {
    for (const SimulatedStrike* row : ladder) {
      const SimulatedExpiry& e = expiry_of(*row);
      const double parity = e.discount.value() * (e.forward.value() - row->strike.value());
      ASSERT_NEAR(row->call.true_price.value() - row->put.true_price.value(), parity, 1e-9);
      ASSERT_NEAR(mid(row->call) - mid(row->put), parity, half_spread(row->call) + half_spread(row->put) + 1e-9);
    }
  }
}

TEST_P(Market, TruePricesFallAndAreConvexInTheStrike) {
  for (const auto& [expiry, ladder] : ladders_) {
    for (std::size_t i = 2; i < ladder.size(); ++i) {
      const SimulatedStrike &low = *ladder[i - 2], &middle = *ladder[i - 1], &high = *ladder[i];
      const double share = (high.strike.value() - middle.strike.value()) / (high.strike.value() - low.strike.value());
      const auto fly = [&](auto price) { return share * price(low) + (1 - share) * price(high) - price(middle); };
      ASSERT_GE(fly([](const auto& row) { return row.call.true_price.value(); }), -1e-9);
      ASSERT_GE(fly([](const auto& row) { return row.put.true_price.value(); }), -1e-9);
      ASSERT_GE(middle.call.true_price.value() - high.call.true_price.value(), -1e-9);
      ASSERT_GE(high.put.true_price.value() - middle.put.true_price.value(), -1e-9);
    }
  }
}

TEST_P(Market, NoSpreadOrButterflyCanBeTradedForNothing) {
  for (const auto& [expiry, ladder] : ladders_) {
    for (std::size_t i = 2; i < ladder.size(); ++i) {
      const SimulatedStrike &low = *ladder[i - 2], &middle = *ladder[i - 1], &high = *ladder[i];
      const double share = (high.strike.value() - middle.strike.value()) / (high.strike.value() - low.strike.value());
      ASSERT_GE(low.call.ask.value(), middle.call.bid.value());
      ASSERT_GE(high.put.ask.value(), middle.put.bid.value());
      ASSERT_GE(share * low.call.ask.value() + (1 - share) * high.call.ask.value(), middle.call.bid.value());
      ASSERT_GE(share * low.put.ask.value() + (1 - share) * high.put.ask.value(), middle.put.bid.value());
    }
  }
}

TEST_P(Market, SpreadsBetweenMidsAreNoBetterThanFreeByMoreThanTheirQuotes) {
  for (const auto& [expiry, ladder] : ladders_) {
    for (std::size_t i = 1; i < ladder.size(); ++i) {
      const SimulatedStrike &low = *ladder[i - 1], &high = *ladder[i];
      ASSERT_GE(mid(low.call) - mid(high.call), -half_spread(low.call) - half_spread(high.call));
      ASSERT_GE(mid(high.put) - mid(low.put), -half_spread(low.put) - half_spread(high.put));
    }
  }
}

/// The true call at a strike between two of the ladder, by a straight line: no less than the true price, by convexity.
std::optional<double> call_between(const std::vector<const SimulatedStrike*>& ladder, double strike) {
  for (std::size_t i = 1; i < ladder.size(); ++i) {
    const double low = ladder[i - 1]->strike.value(), high = ladder[i]->strike.value();
    if (low > strike || high < strike) continue;
    const double share = (high - strike) / (high - low);
    return share * ladder[i - 1]->call.true_price.value() + (1 - share) * ladder[i]->call.true_price.value();
  }
  return std::nullopt;
}

TEST_P(Market, ALaterCallOfTheSameMoneynessIsWorthMore) {
  std::size_t compared = 0;
  for (auto later = std::next(ladders_.begin()); later != ladders_.end(); ++later) {
    const auto& sooner_ladder = std::prev(later)->second;
    const SimulatedExpiry &a = expiry_of(*sooner_ladder.front()), &b = expiry_of(*later->second.front());
    for (const SimulatedStrike* row : sooner_ladder) {
      const auto value = call_between(later->second, row->strike.value() * b.forward.value() / a.forward.value());
      if (!value) continue;
      ASSERT_GE(*value / (b.discount.value() * b.forward.value()),
                row->call.true_price.value() / (a.discount.value() * a.forward.value()) - 1e-12);
      ++compared;
    }
  }
  EXPECT_GT(compared, 7000u);
}

TEST_P(Market, VolatilitiesComeBackFromTruePrices) {
  constexpr double cent = 0.01;  // below it the price carries too few digits
  std::size_t tried = 0;
  for (const auto& [expiry, ladder] : ladders_) {
    for (const SimulatedStrike* row : ladder) {
      const SimulatedExpiry& e = expiry_of(*row);
      const bool put = row->strike.value() < e.forward.value();
      const SimulatedOption& option = put ? row->put : row->call;
      if (option.true_price.value() < cent) continue;
      const auto v =
          pricing::implied_total_vol(put ? Right::put : Right::call, option.true_price.value() / e.discount.value(),
                                     e.forward.value(), row->strike.value());
      ASSERT_TRUE(v);
      ASSERT_NEAR(*v / std::sqrt(e.years.value()), row->true_vol.value(), 1e-9);
      ++tried;
    }
  }
  EXPECT_GT(tried, 7000u);
}

TEST_P(Market, ForwardsComeBackFromQuotes) {
  std::size_t fitted = 0;
  for (const auto& [expiry, ladder] : ladders_) {
    const SimulatedExpiry& e = chain_.expiries[expiry];
    std::vector<pricing::ParityPair> pairs;
    for (const SimulatedStrike* row : ladder) {
      if (std::abs(row->strike.value() / chain_.spot.value() - 1) > 0.05) continue;
      if (row->call.bid.value() == 0 || row->put.bid.value() == 0) continue;
      pairs.push_back({row->strike.value(), row->call.bid.value(), row->call.ask.value(), row->put.bid.value(),
                       row->put.ask.value()});
    }
    const auto fit = pricing::forward_from_parity(pairs, e.years.value(), e.discount.value());
    if (!fit) continue;
    EXPECT_NEAR(fit->forward, e.forward.value(), 6 * fit->forward_se + 0.05) << e.root << market::to_string(e.date);
    ++fitted;
  }
  EXPECT_GE(fitted, 50u);
}

TEST_P(Market, VendorColumnsAreTheTruthWithNoiseAndFourDecimals) {
  for (const auto& [expiry, ladder] : ladders_) {
    const SimulatedExpiry& e = chain_.expiries[expiry];
    for (const SimulatedStrike* row : ladder) {
      ASSERT_NEAR(row->call.vendor_vol.value(), row->true_vol.value(), 0.012 * row->true_vol.value() + 5e-5);
      const double carried = e.discount.value() * e.forward.value() / chain_.spot.value();  // e^{-qT}
      ASSERT_NEAR(row->call.delta.value() - row->put.delta.value(), carried, 0.004);
      ASSERT_GE(row->call.gamma.value(), 0);
      ASSERT_NEAR(row->put.gamma.value() * 1e4, std::round(row->put.gamma.value() * 1e4), 1e-9);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Market, testing::Values(1, 2, 2026));

}  // namespace
}  // namespace gammafield::simulate
