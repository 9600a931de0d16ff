#include "pricing/american_implied_vols.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "kernels/targets.h"
#include "pricing/american_expiry.h"
#include "pricing/black_scholes.h"
#include "pricing/early_exercise.h"
#include "pricing/golden_table.h"
#include "pricing/implied_vol.h"

namespace gammafield::pricing {
namespace {

using market::Right;

/// The European volatility of a price; the terms' own where it has none.
double european_vol(const AmericanTerms& c, double price) {
  const double forward = c.S * std::exp((c.r - c.q) * c.T);
  const auto v = implied_total_vol(c.right, price * std::exp(c.r * c.T), forward, c.K);
  return v ? *v / std::sqrt(c.T) : c.sigma;
}

struct Known {
  AmericanQuote quote;
  double sigma = 0, vega = 0;
};

/// Options of the golden table, priced by QuantLib's high precision scheme, whose price tells a volatility.
std::vector<Known> telling_golden_rows() {
  std::vector<Known> out;
  for (const GoldenRow& row : golden_table("american_golden.csv")) {
    AmericanTerms c{row.text("right") == "C" ? Right::call : Right::put,
                    row.number("S"),
                    row.number("K"),
                    row.number("days") / 365,
                    row.number("r"),
                    row.number("q"),
                    row.number("sigma")};
    const double price = row.number("price"), intrinsic = c.right == Right::call ? c.S - c.K : c.K - c.S;
    const double vega = black_scholes_greeks({c.right, c.S, c.K, c.T, c.r, c.q, c.sigma}).vega;
    if (early_exercise(c.right, c.r, c.q) == EarlyExercise::two_boundaries) continue;
    if (price < std::max(intrinsic, 0.0) + 0.01 || vega < 1) continue;
    const double sigma = std::exchange(c.sigma, european_vol(c, price));
    out.push_back({{c, price}, sigma, vega});
  }
  return out;
}

std::vector<AmericanQuote> quotes_of(const std::vector<Known>& all) {
  std::vector<AmericanQuote> out;
  for (const Known& known : all) out.push_back(known.quote);
  return out;
}

TEST(AmericanImpliedVols, FindTheVolatilitiesOfAnIndependentPricer) {
  const auto all = telling_golden_rows();
  ASSERT_GT(all.size(), 500U);
  const auto vols = american_implied_vols(quotes_of(all));
  double squares = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const AmericanTerms& c = all[i].quote.terms;
    ASSERT_TRUE(vols[i]) << c.K << " " << c.T << " " << c.sigma;
    const double error = *vols[i] - all[i].sigma;
    // a price off by the scheme's largest error moves the volatility by that over vega
    EXPECT_NEAR(error * all[i].vega, 0, 2e-3) << c.K << " " << c.T << " " << c.r << " " << c.q << " " << c.sigma;
    squares += error * error;
  }
  EXPECT_LT(std::sqrt(squares / double(all.size())), 3e-6);
}

TEST(AmericanImpliedVols, AreThoseOfAnExpirysSharedBoundaries) {
  constexpr double S = 100, T = 0.2, r = 0.05, q = 0.02;
  AmericanExpiry expiry{S, T, r, q, kernels::AmericanAccuracy::standard};
  std::vector<AmericanContract> contracts;
  for (double K = 80; K <= 120; K += 2.5)
    for (const Right right : {Right::call, Right::put})
      contracts.push_back({right, K, 0.15 + 0.004 * std::abs(K - 95)});
  const auto prices = expiry.prices(contracts);
  std::vector<AmericanQuote> quotes;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    AmericanTerms c{contracts[i].right, S, contracts[i].K, T, r, q, contracts[i].sigma};
    c.sigma = european_vol(c, prices[i]);
    contracts[i].sigma = c.sigma;
    quotes.push_back({c, prices[i]});
  }
  const auto shared = expiry.implied_vols(contracts, prices), own = american_implied_vols(quotes);
  std::size_t found = 0;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    ASSERT_EQ(own[i].has_value(), shared[i].has_value()) << contracts[i].K;
    if (!own[i]) continue;
    EXPECT_NEAR(*own[i], *shared[i], 1e-5) << contracts[i].K;
    ++found;
  }
  EXPECT_GT(found, contracts.size() * 3 / 4);
}

TEST(AmericanImpliedVols, KeepTheEdgesOfTheDomain) {
  struct Row {
    const char* why;
    AmericanQuote quote;
    std::optional<double> vol;
  };
  const Row rows[] = {
      {"a call without dividends is European", {{Right::call, 100, 95, 0.5, 0.05, 0, 0.3}, 12}, 0.3},
      {"two boundaries: the European volatility", {{Right::put, 100, 95, 0.5, -0.01, -0.03, 0.3}, 5}, 0.3},
      {"beyond the kernel's rates", {{Right::put, 100, 95, 2, 4, 0, 0.3}, 1}, 0.3},
      {"worth exercise and no more", {{Right::put, 100, 120, 0.5, 0.05, 0, 0.2}, 20}, std::nullopt},
      {"below exercise", {{Right::put, 100, 120, 0.5, 0.05, 0, 0.2}, 19}, std::nullopt},
      {"worth nothing", {{Right::put, 100, 80, 0.5, 0.05, 0, 0.2}, 0}, std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(american_implied_vols(std::vector{row.quote}).front(), row.vol) << row.why;
  EXPECT_TRUE(american_implied_vols({}).empty());
}

TEST(AmericanImpliedVols, DependOnNoNeighbourAndHardlyOnTheInstructionSet) {
  auto all = telling_golden_rows();
  all.resize(61);
  const auto together = american_implied_vols(quotes_of(all));
  for (std::size_t i = 0; i < all.size(); ++i)
    EXPECT_EQ(american_implied_vols(std::vector{all[i].quote}).front(), together[i]) << i;
  for (const auto target : kernels::supported_targets()) {
    const kernels::ForcedTarget forced{target};
    const auto here = american_implied_vols(quotes_of(all));
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_NEAR(*here[i], *together[i], 1e-9) << to_string(target);
  }
}

}  // namespace
}  // namespace gammafield::pricing
