#include "exposure/gamma_exposure.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <string_view>

#include "exposure/testing_book.h"
#include "exposure/totals.h"

namespace gammafield::exposure {
namespace {

using enum ExposureUnit;

// docs/methods.md 0.3: spot and strike 5000, 30 days, 15 %, no rates, 10,000 calls, dealers long. Computed with SciPy.
constexpr double golden_gamma = 0.0018549585686;

Book golden_book() {
  TestingMarket market;
  market.spot = 5000;
  return testing_book({{30.0 / 365, market::Right::call, 5000, 0.15, 10'000}}, market);
}

TEST(GammaExposure, HoldsTheGoldenExampleInEveryUnit) {
  const Book book = golden_book();
  EXPECT_NEAR(book.priced->options[0].greeks.gamma, golden_gamma, 5e-14);
  struct Row {
    std::string_view why;
    ExposureUnit unit;
    double value, tolerance;
  };
  const Row rows[] = {
      {"dollars of hedging a 1 % move", usd_per_1pct, 463'739'642.15, 0.005},
      {"shares a point: gamma * open interest * 100", shares_per_point, 1'854.9586, 5e-5},
      {"dollars a point", usd_per_point, 9'274'792.84, 0.005},
      {"without the 0.01: a hundred times the dollars a 1 % move", raw, 46'373'964'215.01, 0.5},
      {"ES futures of 50 dollars a point", contracts_per_1pct, 1'854.96, 0.005},
  };
  const market::UsdPerPercent net = totals(book).net_gex;
  for (const Row& row : rows) EXPECT_NEAR(in_unit(net, row.unit, book.spot()), row.value, row.tolerance) << row.why;
  EXPECT_NEAR(in_unit(net, contracts_per_1pct, book.spot(), market::Multiplier{5}), 18'549.6, 0.05) << "MES";
}

RC_GTEST_PROP(GammaExposure, UnitsConvertIntoEachOther, ()) {
  const market::Spot spot{*rc::gen::inRange(1, 10'000'000) * 1e-3};
  const market::UsdPerPercent exposure{*rc::gen::arbitrary<int>() * 1e3};
  const auto in = [&](ExposureUnit unit) { return in_unit(exposure, unit, spot); };
  const double tolerance = 1e-14 * std::abs(exposure.value());
  RC_ASSERT(std::abs(in(usd_per_1pct)-0.01 * in(raw)) <= tolerance);
  RC_ASSERT(std::abs(in(usd_per_1pct)-0.01 * spot.value() * in(usd_per_point)) <= tolerance);
  RC_ASSERT(std::abs(in(usd_per_1pct)-0.01 * spot.value() * spot.value() * in(shares_per_point)) <= tolerance);
  RC_ASSERT(std::abs(in(usd_per_1pct)-50 * spot.value() * in(contracts_per_1pct)) <= tolerance);
}

TEST(GammaExposure, ElasticityOfOnePercentIsOneHundredthOfAPercentOfTheShares) {
  // docs/methods.md 4.5: usd_per_1pct = elasticity in percent * capitalisation * 1e-4. At 40 trillion, 1 % is 4
  // billion.
  const market::Spot level{5000};
  const market::Shares outstanding{40e12 / level.value()};
  EXPECT_NEAR(elasticity(market::UsdPerPercent{4e9}, level, outstanding), 0.01, 1e-15);
}

TEST(GammaExposure, UnitsAreNamedAsInTheOptionRegistry) {
  for (const ExposureUnit unit : {usd_per_1pct, usd_per_point, shares_per_point, raw, contracts_per_1pct}) {
    EXPECT_EQ(parse_exposure_unit(to_string(unit)), unit);
  }
  for (const std::string_view wrong : {"", "usd", "USD_PER_1PCT", "raw "}) {
    EXPECT_FALSE(parse_exposure_unit(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace gammafield::exposure
