#include "kernels/american.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

/// Random puts of the domain.
struct Puts {
  std::vector<double> x, r, q, sigma, T;
  explicit Puts(std::size_t n, unsigned seed = 1) {
    std::mt19937_64 random(seed);
    const auto uniform = [&](double low, double high) {
      return std::uniform_real_distribution<double>(low, high)(random);
    };
    for (std::size_t i = 0; i < n; ++i) {
      T.push_back(std::exp(uniform(std::log(1 / 365.0), std::log(3))));
      sigma.push_back(std::exp(uniform(std::log(0.06), std::log(1.2))));
      r.push_back(uniform(0.001, 0.08));
      q.push_back(uniform(-0.02, 0.06));
      x.push_back(uniform(-2.5, 2.5) * sigma.back() * std::sqrt(T.back()));
    }
  }
  [[nodiscard]] AmericanPuts columns(std::size_t first = 0, std::size_t n = 0) const {
    return {n == 0 ? x.size() : n, x.data() + first,     r.data() + first,
            q.data() + first,      sigma.data() + first, T.data() + first};
  }
};

struct Values {
  std::vector<double> value, delta, gamma, boundary;
  explicit Values(std::size_t n) : value(n), delta(n), gamma(n), boundary(n) {}
  void fill(const AmericanNodes& nodes, const AmericanPuts& puts, std::size_t first = 0) {
    american_values(nodes, puts, {&value[first], &delta[first], &gamma[first], &boundary[first]});
  }
};

double european(double x, double r, double q, double sigma, double T) {
  const double v = sigma * std::sqrt(T), d1 = (x + (r - q) * T) / v + v / 2;
  const auto N = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
  return std::exp(-r * T) * N(v - d1) - std::exp(x - q * T) * N(-d1);
}

TEST(AmericanValues, DoNotDependOnPlaceOrLength) {
  const Puts puts(53);
  const auto& nodes = AmericanNodes::of(AmericanAccuracy::fast);
  Values whole(53), single(53);
  whole.fill(nodes, puts.columns());
  for (std::size_t i = 0; i < 53; ++i) single.fill(nodes, puts.columns(i, 1), i);
  EXPECT_EQ(whole.value, single.value);
  EXPECT_EQ(whole.gamma, single.gamma);
}

TEST(AmericanValues, AgreeBetweenInstructionSets) {
  const Puts puts(64, 2);
  const auto& nodes = AmericanNodes::of(AmericanAccuracy::standard);
  Values best(64);
  best.fill(nodes, puts.columns());
  for (const Target target : supported_targets()) {
    const ForcedTarget forced{target};
    Values here(64);
    here.fill(nodes, puts.columns());
    for (std::size_t i = 0; i < 64; ++i) {
      EXPECT_NEAR(here.value[i], best.value[i], 1e-13) << to_string(target);
      EXPECT_NEAR(here.gamma[i], best.gamma[i], 1e-10 * std::max(1.0, best.gamma[i])) << to_string(target);
    }
  }
}

TEST(AmericanValues, LieBetweenTheEuropeanOneAndTheStrike) {
  const Puts puts(2000, 3);
  Values values(2000);
  values.fill(AmericanNodes::of(AmericanAccuracy::standard), puts.columns());
  for (std::size_t i = 0; i < 2000; ++i) {
    const double intrinsic = std::max(-std::expm1(puts.x[i]), 0.0);
    EXPECT_GE(values.value[i], intrinsic - 1e-15);
    EXPECT_GE(values.value[i], european(puts.x[i], puts.r[i], puts.q[i], puts.sigma[i], puts.T[i]) - 1e-12);
    EXPECT_LE(values.value[i], 1);
    EXPECT_GE(values.delta[i], -1 - 1e-6);
    EXPECT_LE(values.delta[i], 1e-12);
    EXPECT_GE(values.gamma[i], -1e-7);
    EXPECT_LE(values.boundary[i], 0);
    if (puts.x[i] <= values.boundary[i]) {
      EXPECT_EQ(values.delta[i], -1) << "exercised: the shares' own delta";
      EXPECT_EQ(values.gamma[i], 0);
    }
  }
}

TEST(AmericanValues, ConvergeWithAccuracy) {
  const Puts puts(400, 4);
  Values fast(400), standard(400), high(400);
  fast.fill(AmericanNodes::of(AmericanAccuracy::fast), puts.columns());
  standard.fill(AmericanNodes::of(AmericanAccuracy::standard), puts.columns());
  high.fill(AmericanNodes::of(AmericanAccuracy::high), puts.columns());
  const auto rms = [&](const Values& values) {
    double sum = 0;
    for (std::size_t i = 0; i < 400; ++i) sum += std::pow(values.value[i] - high.value[i], 2);
    return std::sqrt(sum / 400);
  };
  EXPECT_LT(rms(fast), 1e-6) << "1e-4 dollars on S = 100";
  EXPECT_LT(rms(standard), 1.5e-7);
}

TEST(AmericanValues, GammaIsTheSecondDifferenceOfValue) {
  const Puts puts(300, 5);
  const auto& nodes = AmericanNodes::of(AmericanAccuracy::standard);
  Values here(300), up(300), down(300);
  Puts higher = puts, lower = puts;
  for (std::size_t i = 0; i < 300; ++i) {
    const double step = 0.01 * puts.sigma[i] * std::sqrt(puts.T[i]);
    higher.x[i] += step;
    lower.x[i] -= step;
  }
  here.fill(nodes, puts.columns());
  up.fill(nodes, higher.columns());
  down.fill(nodes, lower.columns());
  for (std::size_t i = 0; i < 300; ++i) {
    const double step = higher.x[i] - puts.x[i];
    if (lower.x[i] <= here.boundary[i] + 3 * step) continue;  // gamma jumps at the boundary
    const double first = (up.value[i] - down.value[i]) / (2 * step);
    const double second = (up.value[i] - 2 * here.value[i] + down.value[i]) / (step * step);
    EXPECT_NEAR(here.delta[i] * std::exp(puts.x[i]), first, 1e-4);
    EXPECT_NEAR(here.gamma[i], second - first, 5e-3 * std::max(1.0, here.gamma[i]));
  }
}

/// Puts that lie so many sigma sqrt(T) above their boundaries, as far as `nodes` know those.
Puts above_boundaries(const AmericanNodes& nodes, double distance) {
  Puts puts(64, 8);
  Values at(puts.x.size());
  at.fill(nodes, puts.columns());
  for (std::size_t i = 0; i < puts.x.size(); ++i)
    puts.x[i] = at.boundary[i] + distance * puts.sigma[i] * std::sqrt(puts.T[i]);
  return puts;
}

/// Root mean square of differences of gammas, which are themselves at most 0.4/(sigma sqrt T).
double apart(const Puts& puts, const std::vector<double>& gamma, const std::vector<double>& other) {
  double sum = 0;
  for (std::size_t i = 0; i < gamma.size(); ++i) sum += std::pow((gamma[i] - other[i]) * puts.sigma[i], 2) * puts.T[i];
  return std::sqrt(sum / double(gamma.size()));
}

/// delta is -1 there and theta 0, so the Black-Scholes equation tells gamma.
TEST(AmericanValues, GammaAtTheBoundaryIsThatOfTheBlackScholesEquation) {
  struct Row {
    AmericanAccuracy accuracy;
    double most;
  };
  for (const Row& row :
       {Row{AmericanAccuracy::fast, 2e-3}, Row{AmericanAccuracy::standard, 4e-4}, Row{AmericanAccuracy::high, 4e-5}}) {
    const AmericanNodes& nodes = AmericanNodes::of(row.accuracy);
    const Puts puts = above_boundaries(nodes, 1e-7);
    for (const Target target : supported_targets()) {
      const ForcedTarget forced{target};
      Values at(puts.x.size());
      at.fill(nodes, puts.columns());
      std::vector<double> closed;
      for (std::size_t i = 0; i < puts.x.size(); ++i)
        closed.push_back(2 * (puts.r[i] - puts.q[i] * std::exp(at.boundary[i])) / (puts.sigma[i] * puts.sigma[i]));
      EXPECT_LT(apart(puts, at.gamma, closed), row.most) << to_string(target);
      EXPECT_GT(apart(puts, std::vector<double>(closed.size()), closed), 0.1) << "a half would be seen";
    }
  }
}

TEST(AmericanValues, GammaCloseAboveTheBoundaryIsThatOfTheFinestScheme) {
  const AmericanNodes& high = AmericanNodes::of(AmericanAccuracy::high);
  for (const double distance : {0.01, 0.03, 0.1, 0.3, 1.0, 2.5}) {
    const Puts puts = above_boundaries(high, distance);
    Values finest(puts.x.size());
    finest.fill(high, puts.columns());
    for (const auto& [accuracy, most] : {std::pair{AmericanAccuracy::fast, 1e-2}, {AmericanAccuracy::standard, 5e-3}}) {
      Values at(puts.x.size());
      at.fill(AmericanNodes::of(accuracy), puts.columns());
      for (std::size_t i = 0; i < puts.x.size(); ++i)
        if (puts.x[i] <= at.boundary[i]) at.gamma[i] = finest.gamma[i];  // it knows another boundary
      EXPECT_LT(apart(puts, at.gamma, finest.gamma), most) << distance;
    }
  }
}

TEST(AmericanImpliedVols, FindTheVolatilityThatPriced) {
  const Puts puts(500, 6);
  const auto& nodes = AmericanNodes::of(AmericanAccuracy::fast);
  Values values(500);
  values.fill(nodes, puts.columns());
  std::vector<double> sigma(500), start = puts.sigma;
  const std::vector<double> lowest(500, 0.01);
  for (double& s : start) s *= 1.05;
  Puts from = puts;
  from.sigma = start;
  american_implied_vols(nodes, from.columns(), values.value.data(), lowest.data(), sigma.data());
  for (std::size_t i = 0; i < 500; ++i) {
    if (puts.x[i] <= values.boundary[i] + 1e-3) continue;  // worth exercise: no volatility to find
    if (values.value[i] < 1e-6) continue;
    EXPECT_NEAR(sigma[i] / puts.sigma[i], 1, 1e-5) << i;
  }
}

/// Of so many puts from `first` on: the depths of each, one after the other.
std::vector<double> depths_of(const AmericanNodes& nodes, const Puts& puts, std::size_t first, std::size_t n) {
  const std::size_t times = nodes.scheme().boundary;
  std::vector<double> columns(n * times), rows;
  american_depths(nodes, puts.columns(first, n), columns.data());
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k < times; ++k) rows.push_back(columns[k * n + i]);
  return rows;
}

// Four puts alone are solved in halves of vectors, two collocation times beside one another.
TEST(AmericanDepths, DoNotDependOnPlaceOrLength) {
  Puts puts(28);
  for (std::size_t i = 12; i < 28; ++i) {  // as they come: rates in common, four by four
    puts.T[i] = puts.T[i / 8];
    puts.r[i] = puts.r[i / 4];
    puts.q[i] = puts.q[i / 4];
  }
  for (const auto accuracy : {AmericanAccuracy::coarse, AmericanAccuracy::fast, AmericanAccuracy::standard})
    for (const Target target : supported_targets()) {
      const ForcedTarget forced{target};
      const AmericanNodes& nodes = AmericanNodes::of(accuracy);
      const std::vector<double> whole = depths_of(nodes, puts, 0, 28);
      for (const std::size_t step : {1U, 2U, 4U, 7U}) {
        std::vector<double> parts;
        for (std::size_t first = 0; first < 28; first += step) {
          const auto part = depths_of(nodes, puts, first, step);
          parts.insert(parts.end(), part.begin(), part.end());
        }
        EXPECT_EQ(whole, parts) << step;
      }
    }
}

TEST(SharedBoundary, PricesLikeEachOptionOnItsOwn) {
  struct Row {
    const char* why;
    double r, q, T, low;
    double price_error = 2e-7, vol_error = 3e-5;
  };
  const Row rows[] = {{"a month of an index fund", 0.045, 0.013, 30 / 365.0, 0.09},
                      {"the same, wilder", 0.045, 0.013, 30 / 365.0, 0.19},
                      {"a day", 0.05, 0.0, 1 / 365.0, 0.1},
                      {"two years of a stock", 0.03, 0.05, 2, 0.2, 3e-7, 1e-4},
                      {"two years of a wild one", 0.03, 0.05, 2, 0.42, 3e-7, 1e-4},
                      {"no interest, negative carry", 0.0, -0.03, 0.5, 0.1, 3e-7, 1e-4},
                      {"the same, wilder", 0.0, -0.03, 0.5, 0.21, 3e-7, 1e-4}};
  for (const Row& row : rows) {
    const auto& nodes = AmericanNodes::of(AmericanAccuracy::standard);
    const double high = row.low * std::cbrt(3);
    const SharedBoundary shared{nodes, row.r, row.q, row.T, row.low, high};
    const std::size_t n = 200;
    Puts puts(n, 7);
    for (std::size_t i = 0; i < n; ++i) {
      puts.r[i] = row.r;
      puts.q[i] = row.q;
      puts.T[i] = row.T;
      puts.sigma[i] = row.low * std::pow(high / row.low, double(i) / double(n - 1));
      puts.x[i] = (double(i * 37 % n) / double(n) * 5 - 2.5) * puts.sigma[i] * std::sqrt(row.T);
    }
    Values own(n);
    own.fill(nodes, puts.columns());
    std::vector<double> early(n), boundary(n);
    american_premium_values(shared, n, puts.x.data(), puts.sigma.data(), early.data(), boundary.data());
    for (std::size_t i = 0; i < n; ++i) {
      const double intrinsic = -std::expm1(puts.x[i]);
      const double held = european(puts.x[i], row.r, row.q, puts.sigma[i], row.T) + early[i];
      const double value = puts.x[i] <= boundary[i] ? intrinsic : std::max(held, intrinsic);
      EXPECT_NEAR(value, own.value[i], row.price_error) << row.why;
    }
    std::vector<double> sigma = puts.sigma;
    for (double& s : sigma) s = std::min(s * 1.03, high);
    std::vector<double> premium(n);
    american_implied_vols(shared, n, puts.x.data(), own.value.data(), sigma.data(), premium.data());
    for (std::size_t i = 0; i < n; ++i) {
      if (puts.x[i] <= own.boundary[i] + 1e-3 || own.value[i] < 1e-5) continue;
      EXPECT_NEAR(sigma[i], puts.sigma[i], row.vol_error) << row.why;
      EXPECT_NEAR(premium[i], own.value[i] - european(puts.x[i], row.r, row.q, sigma[i], row.T), 1e-9) << row.why;
    }
  }
}

/// Every derivative of a premium at places and volatilities.
struct AllOfPremium {
  std::vector<std::vector<double>> value, in_sigma;
  std::vector<double> alone;

  AllOfPremium(const SharedBoundary& shared, const std::vector<double>& x, const std::vector<double>& sigma)
      : value(5, x), in_sigma(4, x), alone(x.size()) {
    AmericanPremiums out;
    for (std::size_t k = 0; k < 5; ++k) out.value[k] = value[k].data();
    for (std::size_t k = 0; k < 4; ++k) out.in_sigma[k] = in_sigma[k].data();
    american_premiums(shared, x.size(), x.data(), sigma.data(), out);
    american_premium_values(shared, x.size(), x.data(), sigma.data(), alone.data(), nullptr);
  }
};

TEST(SharedBoundary, DerivativesAreThoseOfItsValues) {
  struct Row {
    const char* why;
    double r, q, T;
  };
  for (const Row& row : {Row{"more interest than dividend", 0.05, 0.01, 0.5}, Row{"less", 0.02, 0.06, 1.5},
                         Row{"no dividend, a month", 0.05, 0, 0.08}, Row{"negative rates", 0.0, -0.02, 0.5}}) {
    SCOPED_TRACE(row.why);
    const SharedBoundary shared{AmericanNodes::of(AmericanAccuracy::standard), row.r, row.q, row.T, 0.2, 0.29};
    const double h = 1e-4;
    std::vector<double> x, sigma;
    for (const double s : {0.21, 0.25, 0.28})
      for (double place = -0.9; place <= 2.5; place += 0.17) {
        x.push_back(place * s * std::sqrt(row.T));
        sigma.push_back(s);
      }
    const auto moved = [](std::vector<double> values, double by) {
      for (double& value : values) value += by;
      return values;
    };
    const AllOfPremium at{shared, x, sigma}, below{shared, x, moved(sigma, -h)}, above{shared, x, moved(sigma, h)};
    const AllOfPremium left{shared, moved(x, -h), sigma}, right{shared, moved(x, h), sigma};
    for (std::size_t i = 0; i < x.size(); ++i) {
      SCOPED_TRACE(fmt::format("x {} sigma {}", x[i], sigma[i]));
      const auto slope = [&](const std::vector<double>& low, const std::vector<double>& high) {
        return (high[i] - low[i]) / (2 * h);
      };
      EXPECT_NEAR(at.alone[i], at.value[0][i], 1e-15);
      for (std::size_t k = 0; k < 4; ++k)
        EXPECT_NEAR(at.value[k + 1][i], slope(left.value[k], right.value[k]), 2e-6 * std::pow(20, double(k))) << k;
      for (std::size_t k = 0; k < 3; ++k)
        EXPECT_NEAR(at.in_sigma[k][i], slope(below.value[k], above.value[k]), 2e-6 * std::pow(20, double(k))) << k;
      EXPECT_NEAR(at.in_sigma[3][i], slope(below.in_sigma[0], above.in_sigma[0]), 1e-5);
    }
  }
}

TEST(SharedBoundary, SaysWhenTheVolatilityLiesBelowTheRange) {
  const SharedBoundary shared{AmericanNodes::of(AmericanAccuracy::fast), 0.04, 0.01, 0.2, 0.2, 0.29};
  const double x = 0.02, value = european(x, 0.04, 0.01, 0.1, 0.2);
  double sigma = 0.25;
  american_implied_vols(shared, 1, &x, &value, &sigma, nullptr);
  EXPECT_EQ(sigma, 0.2);
}

TEST(SharedBoundary, AStepFromNearbyLeavesTheSquareOfTheWay) {
  const SharedBoundary shared{AmericanNodes::of(AmericanAccuracy::fast), 0.04, 0.01, 0.2, 0.22, 0.32};
  const std::size_t n = 41;
  std::vector<double> x(n), value(n), sigma(n), stepped(n), premium(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = -0.05 + 0.01 * double(i);
  std::ranges::fill(sigma, 0.3);
  american_premium_values(shared, n, x.data(), sigma.data(), premium.data(), nullptr);
  for (std::size_t i = 0; i < n; ++i) value[i] = european(x[i], 0.04, 0.01, 0.3, 0.2) + premium[i];
  for (const double way : {1e-2, 1e-3, 1e-4}) {
    std::ranges::fill(stepped, 0.3 * (1 + way));
    std::vector<double> early(n);
    american_vol_steps(shared, n, x.data(), value.data(), stepped.data(), early.data());
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_NEAR(stepped[i], 0.3, 3 * way * way + 1e-9) << x[i] << ' ' << way;
      EXPECT_NEAR(early[i], premium[i], way * way + 1e-12) << x[i] << ' ' << way;
    }
  }
}

TEST(SharedBoundary, AStepWithoutASlopeSaysSo) {
  const SharedBoundary shared{AmericanNodes::of(AmericanAccuracy::fast), 0.04, 0.01, 0.2, 0.22, 0.32};
  const double x = -1, value = 0.7;  // far beyond the boundary: worth exercising at every volatility
  double sigma = 0.3, premium = 0;
  american_vol_steps(shared, 1, &x, &value, &sigma, &premium);
  EXPECT_EQ(sigma, 0);
}

}  // namespace
}  // namespace gammafield::kernels
