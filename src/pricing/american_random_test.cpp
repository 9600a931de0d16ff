// A hundred thousand random American options, a million with GAMMAFIELD_LONG=1: what must hold for each, and every
// few hundredth against finite differences, which share nothing with the boundary method.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <random>
#include <vector>

#include "pricing/american_domain.h"
#include "pricing/american_expiry.h"
#include "pricing/american_fd.h"
#include "pricing/early_exercise.h"

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr std::size_t contracts_each = 100, lattice_every = 487;

bool is_long() {
  const char* wanted = std::getenv("GAMMAFIELD_LONG");
  return wanted != nullptr && *wanted == '1';
}

/// An expiry and its contracts.
struct Draw {
  double T = 0, r = 0, q = 0;
  std::vector<AmericanContract> contracts;
};

Draw draw(std::mt19937_64& random) {
  const auto uniform = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  Draw out{std::exp(uniform(std::log(1.0 / 365), std::log(2.0))), uniform(-0.01, 0.07), uniform(-0.03, 0.07), {}};
  for (std::size_t i = 0; i < contracts_each; ++i) {
    const double sigma = std::exp(uniform(std::log(0.07), std::log(1.0)));
    out.contracts.push_back({uniform(0, 1) < 0.5 ? Right::call : Right::put,
                             100 * std::exp(uniform(-3, 3) * sigma * std::sqrt(out.T)), sigma});
  }
  return out;
}

/// Dollars between the lattice's price and this one; none where the lattice has no answer.
std::optional<double> apart(const AmericanTerms& c, double price, Lattice size) {
  const auto lattice = american_by_lattice({c.right, c.S, c.K, c.T, c.r, c.q, c.sigma}, {}, size);
  return lattice ? std::optional{std::abs(lattice->price - price)} : std::nullopt;
}

/// What 300 x 100 points are good for: a hundredth of a standard deviation's worth of grid, most where volatility is
/// high.
double lattice_error(const AmericanTerms& c) { return 4e-3 + 0.02 * c.sigma * std::sqrt(c.T); }

TEST(RandomAmericanOptions, KeepTheirBoundsAndAgreeWithFiniteDifferences) {
  std::mt19937_64 random(20260820);
  const std::size_t draws = (is_long() ? 1'000'000 : 100'000) / contracts_each;
  constexpr double S = 100;
  std::size_t checked = 0, outliers = 0, index = 0, solved = 0;
  for (std::size_t i = 0; i < draws; ++i) {
    const Draw d = draw(random);
    AmericanExpiry expiry{S, d.T, d.r, d.q};
    const auto prices = expiry.prices(d.contracts);
    const auto premiums = expiry.premiums(d.contracts);
    std::vector<AmericanContract> starts = d.contracts;
    for (AmericanContract& start : starts) start.sigma *= 1.04;
    const auto vols = expiry.implied_vols(starts, prices);
    for (std::size_t k = 0; k < contracts_each; ++k) {
      const auto& [right, K, sigma] = d.contracts[k];
      const EarlyExercise kind = early_exercise(right, d.r, d.q);
      if (kind == EarlyExercise::two_boundaries) continue;  // priced as European; the lattice has its own golden table
      const Greeks held = black_scholes_greeks({right, S, K, d.T, d.r, d.q, sigma});
      const double intrinsic = right == Right::put ? K - S : S - K;
      // the fast scheme's own error: 2e-3 dollars at most
      ASSERT_GE(prices[k], held.price - 2e-3) << K << " " << d.T << " " << d.r << " " << d.q << " " << sigma;
      ASSERT_LE(prices[k],
                right == Right::put ? std::max(K, K * std::exp(-d.r * d.T)) : S * std::max(1.0, std::exp(-d.q * d.T)));
      if (kind == EarlyExercise::one_boundary) {
        ASSERT_GE(prices[k], intrinsic);
      }
      const double gamma = premiums[k].exercised ? 0 : held.gamma + premiums[k].greeks.gamma;
      ASSERT_GE(gamma, -1e-5 - 1e-3 * held.gamma) << K << " " << d.T << " " << d.r << " " << d.q << " " << sigma;
      // A price that moves by less than a dollar for 100 vol points, or is worth exercise, says nothing of volatility.
      if (kind == EarlyExercise::one_boundary && !premiums[k].exercised && prices[k] > intrinsic + 0.02 &&
          prices[k] > 0.02 && held.vega + premiums[k].greeks.vega > 2) {
        ASSERT_TRUE(vols[k]);
        ASSERT_NEAR(*vols[k], sigma, 1e-5) << K << " " << d.T << " " << d.r << " " << d.q;
        ++solved;
      }
      if (++index % lattice_every != 0) continue;
      const AmericanTerms terms{right, S, K, d.T, d.r, d.q, sigma};
      const auto off = apart(terms, prices[k], {.prices = 300, .times = 100});
      if (!off) continue;
      ++checked;
      if (*off <= lattice_error(terms)) continue;
      // the lattice's own error, or ours? on a grid four times as fine its own is a sixteenth
      ++outliers;
      ASSERT_LE(apart(terms, prices[k], {.prices = 1200, .times = 400}).value(), lattice_error(terms) / 4)
          << (right == Right::put ? "put " : "call ") << K << " " << d.T << " " << d.r << " " << d.q << " " << sigma;
    }
  }
  EXPECT_LE(outliers, checked / 100);
  EXPECT_GT(checked, draws * contracts_each / lattice_every * 3 / 4);
  EXPECT_GT(solved, draws * contracts_each / 8);
}

}  // namespace
}  // namespace gammafield::pricing
