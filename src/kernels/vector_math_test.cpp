#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/vector_math_test.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/columns-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

#define GAMMAFIELD_UNARY_COLUMN(function)                                                                    \
  void function##_column(std::size_t n, const double* x, double* y) {                                        \
    for_vectors<1, 1>(n, {x}, {y}, [](const Vector* in, Vector* out, std::size_t) GAMMAFIELD_VECTOR_LAMBDA { \
      out[0] = function(Doubles(), in[0]);                                                                   \
    });                                                                                                      \
  }
GAMMAFIELD_UNARY_COLUMN(exp)
GAMMAFIELD_UNARY_COLUMN(exp_within)
GAMMAFIELD_UNARY_COLUMN(exp2_within)
GAMMAFIELD_UNARY_COLUMN(exp2_short)
GAMMAFIELD_UNARY_COLUMN(log)
GAMMAFIELD_UNARY_COLUMN(half_square_exp)
GAMMAFIELD_UNARY_COLUMN(scaled_tail)
GAMMAFIELD_UNARY_COLUMN(normal_cdf)
#undef GAMMAFIELD_UNARY_COLUMN

void log_ratio_column(std::size_t n, const double* a, const double* b, double* y) {
  for_vectors<2, 1>(n, {a, b}, {y}, [](const Vector* in, Vector* out, std::size_t) GAMMAFIELD_VECTOR_LAMBDA {
    out[0] = log_ratio(Doubles(), in[0], in[1]);
  });
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

HWY_EXPORT(exp_column);
HWY_EXPORT(exp_within_column);
HWY_EXPORT(exp2_within_column);
HWY_EXPORT(exp2_short_column);
HWY_EXPORT(log_column);
HWY_EXPORT(half_square_exp_column);
HWY_EXPORT(scaled_tail_column);
HWY_EXPORT(normal_cdf_column);
HWY_EXPORT(log_ratio_column);

#define GAMMAFIELD_DISPATCHED(function) \
  [](std::size_t n, const double* x, double* y) { HWY_DYNAMIC_DISPATCH(function##_column)(n, x, y); }

using Column = std::vector<double>;
using UnaryColumn = void (*)(std::size_t, const double*, double*);

constexpr double smallest_normal = std::numeric_limits<double>::min();

/// |got - exact| in units of the last place of exact; below the normal doubles the unit stays that of the smallest one.
double ulps(double got, long double exact) {
  const double rounded = std::max(std::abs(static_cast<double>(exact)), smallest_normal);
  const double unit = std::nextafter(rounded, std::numeric_limits<double>::infinity()) - rounded;
  return static_cast<double>(std::abs(static_cast<long double>(got) - exact)) / unit;
}

Column applied(UnaryColumn function, const Column& x) {
  Column y(x.size());
  function(x.size(), x.data(), y.data());
  return y;
}

/// A function, where it is promised, and how far from the truth.
struct Promise {
  std::string name;
  UnaryColumn column;  ///< on the target chosen when called
  long double (*exact)(long double);
  double low, high;
  double ulps_max;
};

constexpr long double sqrt_half = 0.70710678118654752440084436210485L;
long double exact_scaled_tail(long double z) { return std::exp(z * z / 2) * std::erfc(z * sqrt_half); }

const Promise promises[] = {
    {"exp", GAMMAFIELD_DISPATCHED(exp), std::exp, -745, 709.7, 1.1},
    {"exp_within", GAMMAFIELD_DISPATCHED(exp_within), std::exp, -708, 708, 1.1},
    {"exp2_within", GAMMAFIELD_DISPATCHED(exp2_within), std::exp2, -1022, 1022, 1.25},
    {"exp2_short", GAMMAFIELD_DISPATCHED(exp2_short), std::exp2, -1022, 1022, 8000},
    {"log", GAMMAFIELD_DISPATCHED(log), std::log, 1e-300, 1e300, 2.5},
    {"half_square_exp", GAMMAFIELD_DISPATCHED(half_square_exp), [](long double x) { return std::exp(-x * x / 2); },
     -38.5, 38.5, 2},
    {"scaled_tail", GAMMAFIELD_DISPATCHED(scaled_tail), exact_scaled_tail, 0, 100, 9},
    {"normal_cdf", GAMMAFIELD_DISPATCHED(normal_cdf), [](long double x) { return std::erfc(-x * sqrt_half) / 2; },
     -37.5, 9, 10},
};

class VectorMath : public testing::TestWithParam<Target> {
 protected:
  ForcedTarget forced_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EveryTarget, VectorMath, testing::ValuesIn(supported_targets()),
                         [](const auto& test) { return std::string(to_string(test.param)); });

/// A third across the range, a third near 0 or 1, a third by powers of ten.
Column sample(const Promise& promise, std::size_t count) {
  std::mt19937_64 bits(11);
  std::uniform_real_distribution<double> across(promise.low, promise.high), unit(-1, 1), power(-17, 2);
  const bool is_log = promise.name == "log";
  Column x = {promise.low, promise.high};
  while (x.size() < count) {
    const double near = (is_log ? 1 : 0) + unit(bits) * 0.5,
                 tiny = std::pow(10, power(bits)) * (is_log ? 1 : unit(bits));
    for (double candidate : {is_log ? std::pow(10, 300 * unit(bits)) : across(bits), near, tiny})
      if (candidate >= promise.low && candidate <= promise.high) x.push_back(candidate);
  }
  return x;
}

TEST_P(VectorMath, StaysWithinItsUlps) {
  ASSERT_EQ(chosen_target(), GetParam());
  for (const Promise& promise : promises) {
    const Column x = sample(promise, 200'000), y = applied(promise.column, x);
    double worst = 0, worst_x = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double error = ulps(y[i], promise.exact(x[i]));
      if (!(error <= worst)) worst = error, worst_x = x[i];
    }
    EXPECT_LE(worst, promise.ulps_max) << promise.name << '(' << worst_x << ')';
    RecordProperty(promise.name, std::to_string(worst));
  }
}

TEST_P(VectorMath, HoldsTheGoldenValues) {
  std::ifstream in(std::string(GAMMAFIELD_TESTDATA) + "/kernels/vector_math_golden.csv");
  ASSERT_TRUE(in) << "missing: run tools/make_kernel_golden.py";
  std::map<std::string, Promise> by_name;
  for (const Promise& promise : promises) by_name.emplace(promise.name, promise);
  std::string line, name, x, value;
  std::getline(in, line);
  std::size_t rows = 0;
  for (; std::getline(in, line); ++rows) {
    std::istringstream cells(line);
    std::getline(std::getline(std::getline(cells, name, ','), x, ','), value);
    const Promise& promise = by_name.at(name);
    const double got = applied(promise.column, {std::stod(x)}).front();
    EXPECT_LE(ulps(got, std::strtold(value.c_str(), nullptr)), promise.ulps_max) << line;
  }
  EXPECT_GT(rows, 700u);
}

TEST_P(VectorMath, LogRatioHoldsAtTheMoney) {
  std::mt19937_64 bits(5);
  std::uniform_real_distribution<double> power(-18, 0.5), size(-290, 290);
  Column a, b;
  for (int i = 0; i < 100'000; ++i) {
    b.push_back(std::pow(10, size(bits)));
    a.push_back(b.back() * (1 + std::pow(10, power(bits))));
    if (i % 2 == 1) std::swap(a.back(), b.back());
  }
  Column y(a.size());
  HWY_DYNAMIC_DISPATCH(log_ratio_column)(a.size(), a.data(), b.data(), y.data());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto difference = static_cast<long double>(a[i]) - b[i];
    ASSERT_LE(ulps(y[i], std::log1p(difference / b[i])), 2.5) << a[i] << " / " << b[i];
  }
}

TEST_P(VectorMath, GoesToItsLimitsWithoutNanOrInfinity) {
  const struct {
    std::string_view why;
    UnaryColumn column;
    double x, y;
  } rows[] = {
      {"e^x underflows to zero", GAMMAFIELD_DISPATCHED(exp), -1e308, 0},
      {"e^-inf", GAMMAFIELD_DISPATCHED(exp), -std::numeric_limits<double>::infinity(), 0},
      {"e^x stays finite", GAMMAFIELD_DISPATCHED(exp), 1e308, std::exp(709.75)},
      {"e^0 is one", GAMMAFIELD_DISPATCHED(exp), 0, 1},
      {"2^10 is exact", GAMMAFIELD_DISPATCHED(exp2_within), 10, 1024},
      {"ln 1 is zero", GAMMAFIELD_DISPATCHED(log), 1, 0},
      {"a density far out", GAMMAFIELD_DISPATCHED(half_square_exp), 1e150, 0},
      {"N far right", GAMMAFIELD_DISPATCHED(normal_cdf), 1e25, 1},
      {"N far left", GAMMAFIELD_DISPATCHED(normal_cdf), -1e25, 0},
      {"N of zero", GAMMAFIELD_DISPATCHED(normal_cdf), 0, 0.5},
  };
  for (const auto& row : rows) {
    const double y = applied(row.column, {row.x}).front();
    EXPECT_LE(std::abs(y - row.y), 1e-15 * row.y) << row.why;
  }
}

TEST_P(VectorMath, NeitherPlaceNorLengthChangesAnElement) {
  const Promise& promise = promises[0];
  const Column x = sample(promise, 41), all = applied(promise.column, x);
  for (std::size_t begin = 0; begin < x.size(); ++begin)
    for (std::size_t end = begin; end <= x.size(); ++end) {
      const Column part(x.begin() + static_cast<long>(begin), x.begin() + static_cast<long>(end));
      const Column expected(all.begin() + static_cast<long>(begin), all.begin() + static_cast<long>(end));
      ASSERT_EQ(applied(promise.column, part), expected) << begin << " to " << end;
    }
}

TEST(VectorMathTargets, AgreeToTheSumOfTheirUlps) {
  for (const Promise& promise : promises) {
    const Column x = sample(promise, 20'000);
    std::vector<Column> results;
    for (Target target : supported_targets()) {
      const ForcedTarget forced(target);
      results.push_back(applied(promise.column, x));
    }
    for (const Column& other : results)
      for (std::size_t i = 0; i < x.size(); ++i)
        ASSERT_LE(ulps(other[i], results[0][i]), promise.ulps_max) << promise.name << '(' << x[i] << ')';
  }
}

}  // namespace
}  // namespace gammafield::kernels
#endif
