#include "pricing/american_dividends.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "kernels/targets.h"

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr double S = 100, T = 0.5;
const std::vector<CashDividend> quarterly{{0.1, 0.8}, {0.35, 0.8}};

LatticeExpiry expiry() { return {S, T, 100.2, std::exp(-0.04 * T), quarterly}; }

std::vector<AmericanContract> contracts() {
  std::vector<AmericanContract> all;
  for (double K = 80; K <= 120; K += 4)
    for (const Right right : {Right::call, Right::put}) all.push_back({right, K, 0.2 + 0.001 * (K - 100)});
  return all;
}

std::vector<ExercisePremium> priced(std::span<const AmericanContract> asked) {
  return expiry().greeks(asked, std::vector<Greeks>(asked.size()));
}

TEST(LatticeExpiry, FindsTheVolatilityAgain) {
  const auto all = contracts();
  const auto values = priced(all);
  std::vector<AmericanContract> asked;
  std::vector<double> prices;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (values[i].exercised || values[i].greeks.vega < 2) continue;
    asked.push_back({all[i].right, all[i].K, 1.1 * all[i].sigma});
    prices.push_back(values[i].greeks.price);
  }
  ASSERT_GT(asked.size(), 15U);
  const auto vols = expiry().implied_vols(asked, prices);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    ASSERT_TRUE(vols[i]) << asked[i].K;
    EXPECT_NEAR(*vols[i] * 1.1, asked[i].sigma, 5e-5) << asked[i].K;
  }
}

TEST(LatticeExpiry, HasNoVolatilityForWhatNoneGives) {
  const std::vector<AmericanContract> asked{{Right::put, 120, 0.2}, {Right::call, 100, 0.2}};
  const auto vols = expiry().implied_vols(asked, std::vector<double>{19.5, 90});
  EXPECT_FALSE(vols[0]) << "below what exercise gives";
  EXPECT_FALSE(vols[1]) << "beyond 1.5 times the European one";
}

TEST(LatticeExpiry, AContractDoesNotDependOnItsNeighbours) {
  const auto all = contracts();
  const auto together = priced(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto alone = priced(std::span(all).subspan(i, 1)).front();
    EXPECT_EQ(alone.greeks.price, together[i].greeks.price);
    EXPECT_EQ(alone.greeks.gamma, together[i].greeks.gamma);
    EXPECT_EQ(alone.exercised, together[i].exercised);
  }
}

TEST(LatticeExpiry, IsTheSameOnEveryTarget) {
  const auto all = contracts();
  const auto best = priced(all);
  for (const kernels::Target target : kernels::supported_targets()) {
    const kernels::ForcedTarget forced{target};
    const auto here = priced(all);
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_NEAR(here[i].greeks.price, best[i].greeks.price, 1e-9) << kernels::to_string(target);
      EXPECT_NEAR(here[i].greeks.gamma, best[i].greeks.gamma, 1e-9) << kernels::to_string(target);
    }
  }
}

TEST(LatticeExpiry, DerivativesAreThoseOfThePrice) {
  const AmericanContract put{Right::put, 104, 0.22};
  const auto at = priced(std::vector{put}).front().greeks;
  const auto at_spot = [&](double spot) {
    const LatticeExpiry moved{spot, T, 100.2 * spot / S, std::exp(-0.04 * T), {}};
    return moved.greeks(std::vector{put}, std::vector<Greeks>(1)).front().greeks;
  };
  const auto plain = at_spot(S), up = at_spot(S + 0.5), down = at_spot(S - 0.5);
  EXPECT_NEAR(plain.delta, up.price - down.price, 2e-3);
  EXPECT_NEAR(plain.gamma, up.delta - down.delta, 1e-3);
  EXPECT_GT(at.price, plain.price) << "a put gains by the dividends on their days beside the same forward";
  EXPECT_GT(at.vega, 0);
  EXPECT_LT(at.theta, 0);
}

}  // namespace
}  // namespace gammafield::pricing
