#include "levels/dynamic_flip.h"

#include <cmath>

#include <gtest/gtest.h>

#include "exposure/testing_book.h"

namespace gammafield::levels {
namespace {

using exposure::DynamicBook;
using exposure::GammaMode;
using exposure::SmileDynamics;
using exposure::TestingOption;
using market::Right;
using market::Spot;

constexpr SmileDynamics moneyness{SmileDynamics::Kind::sticky_moneyness, 0};

exposure::Book with_smile(std::vector<TestingOption> options, const pricing::RawSvi& svi) {
  auto priced = exposure::testing_priced_chain(std::move(options));
  for (auto& expiry : priced->expiries) expiry.smile = pricing::Smile{.curve = svi};
  return exposure::make_book(priced, exposure::Positioning{exposure::PositioningModel::naive},
                             exposure::ExpiryFilter{});
}

const std::vector<TestingOption> golden{{0.1, Right::call, 105, 0.2, 3000}, {0.1, Right::put, 95, 0.2, 2000}};

TEST(DynamicFlips, OfAFlatSmileAreTheGoldenExample) {
  const auto book = with_smile(golden, {0.004, 0, 0, 0, 1});
  const FlipRoots flips = dynamic_flips(DynamicBook{book, moneyness, GammaMode::bs}, {});
  ASSERT_TRUE(flips.primary);
  EXPECT_NEAR(flips.primary->price.value(), 98.0731413968, 1e-8);
  EXPECT_EQ(flips.primary->kind, FlipKind::regular);
  EXPECT_EQ(flips.roots.size(), 1U);
  EXPECT_LE(flips.roots[0].residual_to_gross, 1e-8);
}

// Where the smile moves with spot the root solves the same equation with other volatilities: checked by hand there.
TEST(DynamicFlips, OfASkewSolveTheEquationAtTheMovedVolatilities) {
  const pricing::RawSvi skew{0.001, 0.05, -0.7, 0, 0.05};
  const auto sigma = [&](double k) { return std::sqrt(skew.variance(k) / 0.1); };
  const auto book = with_smile(
      {{0.1, Right::call, 105, sigma(std::log(1.05)), 3000}, {0.1, Right::put, 95, sigma(std::log(0.95)), 2000}}, skew);
  const FlipRoots flips = dynamic_flips(DynamicBook{book, moneyness, GammaMode::bs}, {});
  ASSERT_TRUE(flips.primary);
  const double s = flips.primary->price.value();
  const auto gamma = [&](double strike) {
    const double v = sigma(std::log(strike / s)) * std::sqrt(0.1), d1 = std::log(s / strike) / v + v / 2;
    return pricing::normal_density(d1) / (s * v);
  };
  EXPECT_NEAR(3000 * gamma(105) / (2000 * gamma(95)), 1, 1e-7);
  const double sticky = repriced_flips(exposure::RepricedBook{book}, {}).primary->price.value();
  EXPECT_GT(std::abs(s / sticky - 1), 1e-4) << "and it is another than sticky strike's";
}

TEST(DynamicFlips, AreNoneWithTheReason) {
  const pricing::RawSvi flat{0.004, 0, 0, 0, 1};
  const auto reason = [&](std::vector<TestingOption> options) {
    return dynamic_flips(DynamicBook{with_smile(std::move(options), flat), moneyness, GammaMode::bs}, {})
        .primary.error();
  };
  EXPECT_EQ(reason({}), NoLevel::empty_book);
  EXPECT_EQ(reason({{0.1, Right::call, 105, 0.2, 3000}}), NoLevel::positive_everywhere);
  EXPECT_EQ(reason({{0.1, Right::put, 105, 0.2, 3000}}), NoLevel::negative_everywhere);
  EXPECT_EQ(reason({{0.1, Right::put, 100, 0.2, 3000}, {0.1, Right::call, 100, 0.2, 3000}}), NoLevel::no_exposure);
}

TEST(DynamicFlips, LieInTheDomain) {
  const auto book = with_smile(golden, {0.004, 0, 0, 0, 1});
  EXPECT_FALSE(dynamic_flips(DynamicBook{book, moneyness, GammaMode::bs}, {0.99, 1.3}).primary);
}

}  // namespace
}  // namespace gammafield::levels
