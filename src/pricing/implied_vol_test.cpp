#include "pricing/implied_vol.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <string_view>

#include "pricing/black_scholes.h"
#include "pricing/golden_table.h"

namespace gammafield::pricing {
namespace {

using market::Right;

Right out_of_the_money(double F, double K) { return K >= F ? Right::call : Right::put; }

TEST(ImpliedVol, SaysWhyThereIsNone) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  struct Row {
    std::string_view why;
    Right right;
    double price, F, K, smallest;
    VolFailure reason;
  };
  const Row rows[] = {
      {"a call below F - K", Right::call, 9.99, 110, 100, 0, VolFailure::below_intrinsic},
      {"a negative price", Right::put, -0.01, 110, 100, 0, VolFailure::below_intrinsic},
      {"exactly intrinsic", Right::call, 10, 110, 100, 0, VolFailure::no_time_value},
      {"nothing out of the money", Right::put, 0, 110, 100, 0, VolFailure::no_time_value},
      {"time value under half a tick", Right::call, 10.02, 110, 100, 0.025, VolFailure::no_time_value},
      {"a call worth its forward", Right::call, 110, 110, 100, 0, VolFailure::above_max},
      {"a put worth more than its strike", Right::put, 101, 110, 100, 0, VolFailure::above_max},
      {"no price", Right::call, nan, 110, 100, 0, VolFailure::bad_input},
      {"infinite price", Right::call, infinity, 110, 100, 0, VolFailure::bad_input},
      {"no forward", Right::call, 1, 0, 100, 0, VolFailure::bad_input},
      {"negative strike", Right::call, 1, 100, -5, 0, VolFailure::bad_input},
      {"infinite strike", Right::call, 1, 100, infinity, 0, VolFailure::bad_input},
  };
  for (const Row& row : rows) {
    const auto vol = implied_total_vol(row.right, row.price, row.F, row.K, row.smallest);
    ASSERT_FALSE(vol) << row.why;
    EXPECT_EQ(vol.error(), row.reason) << row.why << ": " << to_string(vol.error());
  }
}

TEST(ImpliedVol, InTheMoneyGivesTheVolatilityOfTheOtherSide) {
  for (double K : {80.0, 95.0, 105.0, 130.0}) {
    const double v = 0.21, F = 100;
    const Right in_the_money = K >= F ? Right::put : Right::call;
    EXPECT_NEAR(implied_total_vol(in_the_money, black_price(in_the_money, F, K, v), F, K).value() / v, 1, 1e-12) << K;
  }
}

TEST(ImpliedVol, AgreesWithManyDigitsOverTheWholeDomain) {
  int checked = 0;
  for (const GoldenRow& row : golden_table("implied_vol_golden.csv")) {
    if (row.text("source") != "mpmath") continue;
    const Right right = row.text("right") == "C" ? Right::call : Right::put;
    const auto v = implied_total_vol(right, row.number("price"), row.number("F"), row.number("K"));
    ASSERT_TRUE(v) << row.text("price") << ' ' << to_string(v.error());
    EXPECT_NEAR(*v / row.number("v"), 1, 1e-12) << "K " << row.text("K") << " price " << row.text("price");
    ++checked;
  }
  EXPECT_EQ(checked, 400);
}

/// What one rounding of the price moves v by, relative.
double conditioning(double price, double F, double K, double v) {
  const double d1 = std::log(F / K) / v + v / 2;
  return std::numeric_limits<double>::epsilon() * price / (F * normal_density(d1) * v);
}

TEST(ImpliedVol, AgreesWithQuantLibPrices) {
  int checked = 0;
  for (const GoldenRow& row : golden_table("implied_vol_golden.csv")) {
    if (row.text("source") != "quantlib") continue;
    const double F = row.number("F"), K = row.number("K"), price = row.number("price"), v = row.number("v");
    const auto solved = implied_total_vol(row.text("right") == "C" ? Right::call : Right::put, price, F, K);
    ASSERT_TRUE(solved) << price;
    EXPECT_NEAR(*solved / v, 1, 1e-12 + 4 * conditioning(std::min(F, K), F, K, v)) << "K " << K << " price " << price;
    ++checked;
  }
  EXPECT_EQ(checked, 100);
}

TEST(ImpliedVol, GivesBackTheVolatilityOfAMillionPrices) {
  std::mt19937_64 random(7);
  const auto uniform = [&random](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  int solved = 0;
  double worst = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const double v = std::pow(10, uniform(-4, 1.2)), F = 100;
    const double h = i % 16 == 0 ? 0 : uniform(0, i % 2 == 0 ? 4 : 37);
    const double K = F * std::exp((i % 3 == 0 ? -1 : 1) * std::min(h * v, 50.0));
    const double price = black_price(out_of_the_money(F, K), F, K, v);
    if (price < 1e-298 || price > std::min(F, K) * (1 - 1e-13)) continue;
    const auto back = implied_total_vol(out_of_the_money(F, K), price, F, K);
    ASSERT_TRUE(back) << "v " << v << " K " << K << ' ' << to_string(back.error());
    worst = std::max(worst, std::abs(*back / v - 1) / (1e-12 + 16 * conditioning(price, F, K, v)));
    ++solved;
  }
  EXPECT_GT(solved, 700'000);
  EXPECT_LT(worst, 1);
}

TEST(ImpliedVol, IsFiniteOrRefusedAtTheEdgesOfTheDoubles) {
  const double smallest = std::numeric_limits<double>::denorm_min(), largest = std::numeric_limits<double>::max();
  for (double F : {smallest, 1e-300, 1e-10, 1.0, 1e10, 1e300, largest})
    for (double K : {smallest, 1e-300, 1e-10, 1.0, std::nextafter(1.0, 2.0), 1e10, 1e300, largest})
      for (double share : {0.0, 1e-320, 1e-300, 1e-20, 0.5, 1 - 1e-16, 1.0}) {
        const auto v = implied_total_vol(out_of_the_money(F, K), share * std::min(F, K), F, K);
        if (v) {
          EXPECT_TRUE(std::isfinite(*v) && *v > 0) << F << ' ' << K << ' ' << share;
        }
      }
}

TEST(ImpliedVol, AtTheMoneyTinyPriceIsTheStraddleRule) {
  for (double price : {1e-12, 1e-40, 1e-200})
    EXPECT_NEAR(implied_total_vol(Right::call, price, 1, 1).value() / (price * std::sqrt(2 * std::numbers::pi)), 1,
                1e-14);
}

}  // namespace
}  // namespace gammafield::pricing
