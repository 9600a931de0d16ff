#include <gtest/gtest.h>

#include <cmath>

#include "pricing/black_scholes.h"
#include "pricing/golden_table.h"

namespace gammafield::pricing {
namespace {

BlackScholesInput input_of(const GoldenRow& row) {
  return {row.text("right") == "C" ? market::Right::call : market::Right::put,
          row.number("S"),
          row.number("K"),
          row.number("T"),
          row.number("r"),
          row.number("q"),
          row.number("sigma")};
}

/// How large the terms of a greek are, of which it may be a small difference: at the money, and how that fades with d1.
struct Scale {
  double v = 0, fade = 0;
  explicit Scale(const BlackScholesInput& in) : v(in.sigma * std::sqrt(in.T)) {
    const double d1 = (std::log(in.S / in.K) + (in.r - in.q) * in.T) / v + v / 2;
    fade = std::exp(-d1 * d1 / 2) * (1 + d1 * d1) * (1 + d1 * d1);
  }
};

void expect_close(const GoldenRow& row, const char* greek, double value, double terms) {
  const double golden = row.number(greek);
  EXPECT_NEAR(value, golden, 1e-11 * std::abs(golden) + 1e-12 * terms)
      << greek << " of " << row.text("right") << " S " << row.text("S") << " K " << row.text("K") << " T "
      << row.text("T") << " sigma " << row.text("sigma");
}

TEST(BlackScholes, AgreesWithQuantLib) {
  const auto rows = golden_table("black_scholes_golden.csv");
  ASSERT_GE(rows.size(), 500U);
  for (const GoldenRow& row : rows) {
    const BlackScholesInput in = input_of(row);
    const Greeks g = black_scholes_greeks(in);
    const Scale scale(in);
    expect_close(row, "price", g.price, 0.1 * in.S);
    expect_close(row, "delta", g.delta, 1);
    expect_close(row, "gamma", g.gamma, scale.fade / (in.S * scale.v));
    expect_close(row, "vega", g.vega, in.S * std::sqrt(in.T) * scale.fade);
    expect_close(row, "theta", g.theta, 0.2 * in.S * (in.sigma / std::sqrt(in.T) * scale.fade + 1));
  }
}

TEST(BlackScholes, HigherGreeksAgreeWithManyDigitDifferences) {
  for (const GoldenRow& row : golden_table("black_scholes_golden.csv")) {
    const BlackScholesInput in = input_of(row);
    const Greeks g = black_scholes_greeks(in);
    const auto [v, fade] = Scale(in);
    expect_close(row, "vanna", g.vanna, fade / in.sigma);
    expect_close(row, "charm", g.charm, fade / in.T + in.q);
    expect_close(row, "speed", g.speed, fade / (in.S * in.S * v * v));
    expect_close(row, "zomma", g.zomma, fade / (in.S * v * in.sigma));
    expect_close(row, "colour", g.colour, fade / (in.S * v * in.T) * (1 + std::abs(in.r - in.q) * in.T / v));
    expect_close(row, "volga", g.volga, in.S * std::sqrt(in.T) / in.sigma * fade);
  }
}

}  // namespace
}  // namespace gammafield::pricing
