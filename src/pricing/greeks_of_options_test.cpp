#include "pricing/greeks_of_options.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "kernels/targets.h"

namespace gammafield::pricing {
namespace {

using market::Right;
using Options = std::vector<BlackScholesInput>;
using Fields = std::array<double, 11>;

Fields fields_of(const Greeks& g) {
  return {g.price, g.delta, g.gamma, g.vega, g.theta, g.vanna, g.charm, g.speed, g.zomma, g.colour, g.volga};
}

std::vector<Greeks> greeks_of(const Options& options) {
  std::vector<Greeks> greeks(options.size());
  fill_greeks(options, greeks);
  return greeks;
}

class GreeksOfOptions : public testing::TestWithParam<kernels::Target> {
 protected:
  kernels::ForcedTarget forced_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EveryTarget, GreeksOfOptions, testing::ValuesIn(kernels::supported_targets()),
                         [](const auto& test) { return std::string(to_string(test.param)); });

/// Like a chain, with some options that vector code does not do among them.
Options chain(std::size_t count) {
  std::mt19937_64 bits(9);
  std::uniform_real_distribution<double> unit(0, 1);
  Options options;
  for (std::size_t i = 0; i < count; ++i) {
    BlackScholesInput in{unit(bits) < 0.5 ? Right::call : Right::put,
                         5800,
                         5800,
                         std::pow(10, -4 + 4.5 * unit(bits)),
                         0.08 * unit(bits),
                         0.05 * unit(bits),
                         0.08 + unit(bits)};
    in.K = 5800 * std::exp(in.sigma * std::sqrt(in.T) * 14 * (unit(bits) - 0.5));
    if (i % 50 == 0) in.sigma = 1e-9;
    options.push_back(in);
  }
  return options;
}

TEST_P(GreeksOfOptions, AgreeWithTheScalarGreeks) {
  const Options options = chain(3'000);
  const auto batch = greeks_of(options);
  Fields largest{};
  for (const auto& in : options) {
    const Fields scalar = fields_of(black_scholes_greeks(in));
    for (std::size_t f = 0; f < largest.size(); ++f) largest[f] = std::max(largest[f], std::abs(scalar[f]));
  }
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Fields scalar = fields_of(black_scholes_greeks(options[i])), vector = fields_of(batch[i]);
    EXPECT_NEAR(vector[2], scalar[2], 1e-12 * scalar[2]) << "gamma of " << i;
    for (std::size_t f = 0; f < largest.size(); ++f)
      ASSERT_NEAR(vector[f], scalar[f], 1e-9 * std::max(std::abs(scalar[f]), 1e-6 * largest[f])) << f << " of " << i;
  }
}

/// Far out of the money the time value is tiny, and still held relative to itself.
TEST_P(GreeksOfOptions, KeepTheDigitsOfTinyPrices) {
  for (double steps : {1.0, 4.0, 8.0, 20.0, 35.0})
    for (Right right : {Right::call, Right::put}) {
      const BlackScholesInput in{right, 100, 100 * std::exp(0.2 * (right == Right::call ? steps : -steps)), 1, 0,
                                 0,     0.2};
      const double scalar = black_scholes_greeks(in).price, vector = greeks_of({in}).front().price;
      EXPECT_GT(vector, 0);
      EXPECT_NEAR(vector, scalar, 1e-12 * scalar) << steps;
    }
}

TEST_P(GreeksOfOptions, AreTheScalarOnesForAbsurdInputs) {
  const double numbers[] = {0, 1e-300, 1e-60, 1e-9, 1e-3, 1, 100, 1e6, 1e60, 1e200};
  for (double K : {1e-300, 1e-3, 100.0, 1e60})
    for (double T : numbers)
      for (double sigma : numbers)
        for (double r : {0.0, -5.0, 1e3}) {
          if (K <= 0 || T <= 0 || sigma <= 0) continue;
          const BlackScholesInput in{Right::put, 100, K, T, r, 0.01, sigma};
          const Fields scalar = fields_of(black_scholes_greeks(in)), vector = fields_of(greeks_of({in}).front());
          for (std::size_t f = 0; f < vector.size(); ++f) {
            if (!std::isfinite(scalar[f])) continue;  // the vector's may only be better
            ASSERT_TRUE(std::isfinite(vector[f])) << K << ' ' << T << ' ' << sigma << ' ' << r << ' ' << f;
          }
        }
}

TEST(GreeksOfOptionsCompany, DoesNotChangeAnOption) {
  const Options options = chain(700);
  const auto all = greeks_of(options);
  for (std::size_t i = 0; i < options.size(); i += 13)
    EXPECT_EQ(fields_of(greeks_of({options[i]}).front()), fields_of(all[i])) << i;
  EXPECT_TRUE(greeks_of({}).empty());
}

TEST(GreeksOfOptionsGamma, IsOneForCallAndPut) {
  Options options = chain(200);
  const auto one_way = greeks_of(options);
  for (auto& in : options) in.right = in.right == Right::call ? Right::put : Right::call;
  const auto other_way = greeks_of(options);
  for (std::size_t i = 0; i < options.size(); ++i) EXPECT_EQ(one_way[i].gamma, other_way[i].gamma);
}

}  // namespace
}  // namespace gammafield::pricing
