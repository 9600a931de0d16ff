// A hundred thousand random American options, a million with GAMMAFIELD_LONG=1: what must hold for each, and finite
// differences, which share nothing with the boundary method: two thousand, with GAMMAFIELD_LONG=1 all.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>
#include <span>
#include <vector>

#include "pricing/american_expiry.h"
#include "pricing/american_fd.h"
#include "pricing/early_exercise.h"
#include "pricing/implied_vol.h"

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr std::size_t contracts_each = 100;
constexpr double S = 100;

bool is_long() {
  const char* wanted = std::getenv("GAMMAFIELD_LONG");
  return wanted != nullptr && *wanted == '1';
}

std::size_t draws() { return (is_long() ? 1'000'000 : 100'000) / contracts_each; }

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

/// That of a price as if it were European, where the search for the American one begins; a little more than the true
/// one where a price is worth no time.
double european_volatility(const Draw& d, const AmericanContract& c, double price) {
  const double forward = S * std::exp((d.r - d.q) * d.T);
  const auto v = implied_total_vol(c.right, price * std::exp(d.r * d.T), forward, c.K);
  return v ? std::max(*v / std::sqrt(d.T), c.sigma) : 1.04 * c.sigma;
}

TEST(RandomAmericanOptions, KeepTheirBoundsAndTellTheirVolatility) {
  std::mt19937_64 random(20260820);
  std::size_t solved = 0;
  for (std::size_t i = 0; i < draws(); ++i) {
    const Draw d = draw(random);
    AmericanExpiry expiry{S, d.T, d.r, d.q};
    const auto prices = expiry.prices(d.contracts);
    const auto premiums = expiry.premiums(d.contracts);
    std::vector<AmericanContract> starts = d.contracts;
    for (std::size_t k = 0; k < contracts_each; ++k) starts[k].sigma = european_volatility(d, starts[k], prices[k]);
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
    }
  }
  EXPECT_GT(solved, draws() * contracts_each / 8);
}

/// What a lattice of 300 x 100 points is good for in dollars: a hundredth of a standard deviation's worth of grid, most
/// where volatility is high.
double lattice_error(double T, const AmericanContract& c) { return 4e-3 + 0.02 * c.sigma * std::sqrt(T); }

/// Whose prices are further from the lattice's than that; the rest is counted.
std::vector<AmericanContract> outliers(const Draw& d, std::size_t& checked) {
  const auto prices = AmericanExpiry{S, d.T, d.r, d.q}.prices(d.contracts);
  const auto lattice = american_by_lattice({S, d.T, d.r, d.q}, d.contracts, {.prices = 300, .times = 100});
  std::vector<AmericanContract> out;
  for (std::size_t k = 0; k < contracts_each; ++k) {
    const bool priced_as_european = early_exercise(d.contracts[k].right, d.r, d.q) == EarlyExercise::two_boundaries;
    if (priced_as_european || !lattice[k]) continue;
    ++checked;
    if (std::abs(lattice[k]->price - prices[k]) > lattice_error(d.T, d.contracts[k])) out.push_back(d.contracts[k]);
  }
  return out;
}

/// The lattice's own error, or ours? On a grid four times as fine its own is a sixteenth.
void hold_to_a_finer_lattice(const Draw& d, std::span<const AmericanContract> contracts) {
  const auto prices = AmericanExpiry{S, d.T, d.r, d.q}.prices(contracts);
  const auto lattice = american_by_lattice({S, d.T, d.r, d.q}, contracts, {.prices = 1200, .times = 400});
  for (std::size_t k = 0; k < contracts.size(); ++k) {
    ASSERT_TRUE(lattice[k]);
    EXPECT_NEAR(lattice[k]->price, prices[k], lattice_error(d.T, contracts[k]) / 4)
        << (contracts[k].right == Right::put ? "put " : "call ") << contracts[k].K << " " << d.T << " " << d.r << " "
        << d.q << " " << contracts[k].sigma;
  }
}

TEST(RandomAmericanOptions, AgreeWithFiniteDifferences) {
  std::mt19937_64 random(20260821);
  const std::size_t every = is_long() ? 1 : 50;
  std::size_t checked = 0, found = 0;
  for (std::size_t i = 0; i < draws(); i += every) {
    const Draw d = draw(random);
    const auto off = outliers(d, checked);
    found += off.size();
    if (!off.empty()) hold_to_a_finer_lattice(d, off);
  }
  RecordProperty("checked", static_cast<int>(checked));
  RecordProperty("outliers", static_cast<int>(found));
  EXPECT_LE(found, checked / 100);
  EXPECT_GT(checked, draws() / every * contracts_each * 3 / 4);
}

}  // namespace
}  // namespace gammafield::pricing
