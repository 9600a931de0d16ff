#include "kernels/greeks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <random>
#include <sstream>
#include <string>

#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

constexpr std::size_t fields = 11;
constexpr std::array<std::string_view, fields> names = {"price", "delta", "gamma", "vega",   "theta", "vanna",
                                                        "charm", "speed", "zomma", "colour", "volga"};
using Values = std::array<double, fields>;
using Column = std::vector<double>;

struct Option {
  double K = 100, T = 1, sigma = 0.2, r = 0.03, q = 0.01, sign = 1;
};

struct Result {
  std::array<Column, fields> values;
  std::vector<std::uint32_t> leftover;
};

/// All fields, or those that `wanted` names.
Result greeks_of(
    double S, const std::vector<Option>& options,
    const std::function<bool(std::string_view)>& wanted = [](std::string_view) { return true; },
    std::size_t threads = 1) {
  Column K, T, sigma, r, q, sign;
  for (const Option& o : options) {
    K.push_back(o.K), T.push_back(o.T), sigma.push_back(o.sigma);
    r.push_back(o.r), q.push_back(o.q), sign.push_back(o.sign);
  }
  Result out;
  for (std::size_t f = 0; f < fields; ++f) out.values[f].resize(wanted(names[f]) ? options.size() : 0);
  auto& v = out.values;
  out.leftover =
      greeks({S, K, T, sigma, r, q, sign}, {v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10]}, threads)
          .elements();
  return out;
}

long double tail(long double x) { return std::erfc(x * 0.70710678118654752440L) / 2; }

/// The formulas as they stand in any textbook, in 80 bits.
Values textbook(double S_, const Option& o) {
  const long double S = S_, K = o.K, T = o.T, sigma = o.sigma, r = o.r, q = o.q, s = o.sign;
  const long double root = std::sqrt(T), v = sigma * root;
  const long double d1 = (std::log(S / K) + (r - q) * T) / v + v / 2, d2 = d1 - v;
  const long double carry = std::exp(-q * T), discount = std::exp(-r * T);
  const long double density = carry * std::exp(-d1 * d1 / 2) * 0.39894228040143267794L;
  const long double N1 = tail(-s * d1), N2 = tail(-s * d2);
  const long double gamma = density / (S * v), vega = S * density * root;
  const long double drift = (2 * (r - q) * T - d2 * v) / (2 * T * v);
  const std::array<long double, fields> exact = {
      s * (S * carry * N1 - K * discount * N2),
      s * carry * N1,
      gamma,
      vega,
      -S * density * sigma / (2 * root) + s * (q * S * carry * N1 - r * K * discount * N2),
      -density * d2 / sigma,
      s * q * carry * N1 - density * drift,
      -gamma / S * (d1 / v + 1),
      gamma * (d1 * d2 - 1) / sigma,
      gamma * (q + 1 / (2 * T) + d1 * drift),
      vega * d1 * d2 / sigma,
  };
  Values out;
  for (std::size_t f = 0; f < fields; ++f) out[f] = static_cast<double>(exact[f]);
  return out;
}

class VectorGreeks : public testing::TestWithParam<Target> {
 protected:
  ForcedTarget forced_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EveryTarget, VectorGreeks, testing::ValuesIn(supported_targets()),
                         [](const auto& test) { return std::string(to_string(test.param)); });

/// Like a listed chain: a few expiries, strikes around spot, both sides.
std::vector<Option> chain(std::size_t count) {
  std::mt19937_64 bits(17);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<Option> options;
  for (std::size_t i = 0; i < count; ++i) {
    Option o;
    o.T = std::pow(10, -3.5 + 4 * unit(bits));
    o.sigma = 0.08 + 1.1 * unit(bits) * unit(bits);
    o.K = 5800 * std::exp(o.sigma * std::sqrt(o.T) * 12 * (unit(bits) - 0.5));
    o.r = 0.08 * unit(bits) - 0.01;
    o.q = 0.05 * unit(bits) - 0.01;
    o.sign = unit(bits) < 0.5 ? -1 : 1;
    options.push_back(o);
  }
  return options;
}

/// Anything the header allows.
std::vector<Option> wide(std::size_t count) {
  std::mt19937_64 bits(23);
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<Option> options;
  while (options.size() < count) {
    Option o{100 * std::pow(10, 5 * unit(bits)),
             std::pow(10, -3 + 5 * unit(bits)),
             std::pow(10, -1 + 2 * unit(bits)),
             unit(bits),
             unit(bits),
             unit(bits) < 0 ? -1.0 : 1.0};
    const double v = o.sigma * std::sqrt(o.T);
    if (v > 1e-5 && v < 50 && (std::abs(o.r) + std::abs(o.q)) * o.T < 100) options.push_back(o);
  }
  return options;
}

TEST_P(VectorGreeks, HoldTheTextbookFormulasOverAChain) {
  const auto options = chain(20'000);
  const Result result = greeks_of(5800, options);
  EXPECT_TRUE(result.leftover.empty());
  std::vector<Values> exact;
  Values largest{};
  for (const Option& o : options) {
    exact.push_back(textbook(5800, o));
    for (std::size_t f = 0; f < fields; ++f) largest[f] = std::max(largest[f], std::abs(exact.back()[f]));
  }
  for (std::size_t f = 0; f < fields; ++f) {
    double worst = 0;
    for (std::size_t i = 0; i < options.size(); ++i) {
      const double scale = std::max(std::abs(exact[i][f]), 1e-6 * largest[f]);
      worst = std::max(worst, std::abs(result.values[f][i] - exact[i][f]) / scale);
    }
    EXPECT_LE(worst, names[f] == "gamma" ? 1e-12 : 1e-9) << names[f];
    RecordProperty(std::string(names[f]), std::to_string(worst));
  }
}

TEST_P(VectorGreeks, AreFiniteAndInBoundsWhereverTheyAreDone) {
  const auto options = wide(50'000);
  const Result result = greeks_of(100, options);
  EXPECT_TRUE(result.leftover.empty());
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Option& o = options[i];
    for (std::size_t f = 0; f < fields; ++f) ASSERT_TRUE(std::isfinite(result.values[f][i])) << names[f] << ' ' << i;
    const double carried = 100 * std::exp(-o.q * o.T), discounted = o.K * std::exp(-o.r * o.T);
    ASSERT_GE(result.values[0][i], std::max(o.sign * (carried - discounted), 0.0) * (1 - 1e-12)) << i;
    ASSERT_LE(result.values[0][i], (o.sign > 0 ? carried : discounted) * (1 + 1e-12)) << i;
    ASSERT_GE(result.values[2][i], 0) << i;
  }
}

TEST_P(VectorGreeks, HoldTheGoldenValues) {
  std::ifstream in(std::string(GAMMAFIELD_TESTDATA) + "/pricing/black_scholes_golden.csv");
  ASSERT_TRUE(in);
  std::string line, cell;
  std::getline(in, line);
  ASSERT_EQ(line.substr(0, 20), "right,S,K,T,r,q,sigm");
  std::size_t rows = 0, done = 0;
  for (; std::getline(in, line); ++rows) {
    std::istringstream cells(line);
    std::vector<std::string> row;
    while (std::getline(cells, cell, ',')) row.push_back(cell);
    const auto number = [&](std::size_t i) { return std::stod(row[i]); };
    const Option option{number(2), number(3), number(6), number(4), number(5), row[0] == "C" ? 1.0 : -1.0};
    const Result result = greeks_of(number(1), {option});
    if (!result.leftover.empty()) continue;
    ++done;
    for (std::size_t f = 0; f < fields; ++f) {
      const double golden = number(7 + f), of_price = f == 0 ? 1e-14 * number(1) : 0;  // what QuantLib's price carries
      EXPECT_NEAR(result.values[f][0], golden, 1e-9 * std::max(std::abs(golden), 1e-6) + of_price) << line << names[f];
    }
  }
  EXPECT_GT(done, rows / 2);
}

TEST_P(VectorGreeks, LeaveAbsurdInputsToScalarCode) {
  constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  const struct {
    std::string_view why;
    double S;
    Option option;
  } rows[] = {
      {"no spot", 0, {}},
      {"spot not a number", nan, {}},
      {"strike zero", 100, {.K = 0}},
      {"strike negative", 100, {.K = -1}},
      {"strike infinite", 100, {.K = inf}},
      {"strike not a number", 100, {.K = nan}},
      {"strike denormal", 100, {.K = 5e-324}},
      {"no time", 100, {.T = 0}},
      {"time negative", 100, {.T = -1}},
      {"time infinite", 100, {.T = inf}},
      {"time not a number", 100, {.T = nan}},
      {"no volatility", 100, {.sigma = 0}},
      {"volatility negative", 100, {.sigma = -0.2}},
      {"volatility infinite", 100, {.sigma = inf}},
      {"volatility not a number", 100, {.sigma = nan}},
      {"sigma sqrt T below the limit of the formulas", 100, {.T = 1e-10, .sigma = 1e-3}},
      {"a rate without sense", 100, {.r = 1e6}},
      {"rate infinite", 100, {.r = -inf}},
      {"carry not a number", 100, {.q = nan}},
      {"rate not a number", 100, {.r = nan}},
  };
  for (const auto& row : rows) {
    std::vector<Option> options(21);
    if (row.S == 100) options[13] = row.option;
    const auto left = greeks_of(row.S, options).leftover;
    EXPECT_EQ(left.size(), row.S == 100 ? 1u : 21u) << row.why;
    EXPECT_TRUE(std::ranges::find(left, 13u) != left.end()) << row.why;
    const auto gamma_left = greeks_of(row.S, options, [](std::string_view name) { return name == "gamma"; }).leftover;
    EXPECT_EQ(gamma_left, left) << row.why;
  }
}

TEST_P(VectorGreeks, NeitherPlaceNorLengthNorCompanyChangesAnOption) {
  const auto options = chain(300);
  const Result all = greeks_of(5800, options);
  for (std::size_t begin : {0u, 1u, 3u, 127u, 200u})
    for (std::size_t end : {201u, 255u, 256u, 257u, 300u}) {
      const Result part =
          greeks_of(5800, {options.begin() + static_cast<long>(begin), options.begin() + static_cast<long>(end)});
      for (std::size_t f = 0; f < fields; ++f)
        for (std::size_t i = begin; i < end; ++i) ASSERT_EQ(part.values[f][i - begin], all.values[f][i]) << names[f];
    }
}

TEST_P(VectorGreeks, FillOnlyTheColumnsAskedFor) {
  const auto options = chain(100);
  const Result all = greeks_of(5800, options);
  for (std::string_view name : names) {
    const Result one = greeks_of(5800, options, [&](std::string_view other) { return other == name; });
    for (std::size_t f = 0; f < fields; ++f)
      for (std::size_t i = 0; i < one.values[f].size(); ++i)
        ASSERT_NEAR(one.values[f][i], all.values[f][i], 1e-12 * std::abs(all.values[f][i])) << name;
  }
}

TEST(VectorGreeksThreads, GiveTheSameBits) {
  auto options = chain(50'003);
  for (std::size_t i : {0u, 25'000u, 25'011u, 50'002u}) options[i].sigma = 0;
  const Result one = greeks_of(5800, options);
  EXPECT_EQ(one.leftover, (std::vector<std::uint32_t>{0, 25'000, 25'011, 50'002}));
  for (std::size_t threads : {2u, 3u, 7u}) {
    const Result several = greeks_of(5800, options, [](std::string_view name) { return name != "vega"; }, threads);
    EXPECT_EQ(several.leftover, one.leftover);
    for (std::size_t f = 0; f < fields; ++f)
      for (std::size_t i = 0; i < several.values[f].size(); ++i)
        if (options[i].sigma > 0) {
          ASSERT_EQ(several.values[f][i], one.values[f][i]) << names[f] << ' ' << i;
        }
  }
}

TEST(VectorGreeksTargets, AgreeToARoundingOfTheirTerms) {
  const auto options = chain(5'000);
  std::vector<Result> results;
  for (Target target : supported_targets()) {
    const ForcedTarget forced(target);
    results.push_back(greeks_of(5800, options));
  }
  for (const Result& other : results)
    for (std::size_t i = 0; i < options.size(); ++i)
      ASSERT_NEAR(other.values[2][i], results[0].values[2][i], 5e-13 * results[0].values[2][i]) << i;
}

}  // namespace
}  // namespace gammafield::kernels
