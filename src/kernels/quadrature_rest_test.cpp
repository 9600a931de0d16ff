#include "kernels/quadrature_rest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include "kernels/american_nodes.h"

namespace gammafield::kernels {
namespace {

/// A scheme's points.
struct Points {
  std::vector<double> roots, weights;

  explicit Points(const AmericanNodes& nodes) {
    for (std::size_t k = 0; k < nodes.scheme().premium; ++k) {
      roots.push_back(nodes.premium_point(k).root);
      weights.push_back(nodes.premium_point(k).weight);
    }
  }
  [[nodiscard]] QuadratureRest::Exact rest(double a) const { return QuadratureRest::exact(a, roots, weights); }
};

/// The table's polynomial, without vectors.
QuadratureRest::Exact read(const QuadratureRest& table, double a) {
  constexpr int dropped = QuadratureRest::dropped_bits;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(std::max(a, table.first_place())) >> dropped;
  const double middle = std::bit_cast<double>((bits << dropped) + (std::uint64_t{1} << (dropped - 1)));
  QuadratureRest::Exact found;
  for (std::size_t j = 0; j < QuadratureRest::terms; ++j) {
    const double c = table.term(j)[bits - table.first_bits()], n = double(j);
    found.value += c * std::pow(a - middle, n);
    if (j > 0) found.slope += n * c * std::pow(a - middle, n - 1);
    if (j > 1) found.curvature += n * (n - 1) * c * std::pow(a - middle, n - 2);
  }
  return found;
}

TEST(QuadratureRest, IsTheIntegralLessTheSum) {
  const Points points{AmericanNodes::of(AmericanAccuracy::fast)};
  for (const double a : {0.0, 0.01, 0.1, 0.4, 1.0, 2.5}) {
    const int n = 200000;  // the midpoint rule in s = sqrt(u)
    double integral = 0, sum = 0;
    for (int i = 0; i < n; ++i) {
      const double s = (i + 0.5) / n;
      integral += 2 * s * 0.5 * std::erfc(a / s / std::sqrt(2.0)) / n;
    }
    for (std::size_t k = 0; k < points.roots.size(); ++k)
      sum += points.weights[k] * 0.5 * std::erfc(a / points.roots[k] / std::sqrt(2.0));
    EXPECT_NEAR(points.rest(a).value, integral - sum, 1e-10) << a;
  }
}

TEST(QuadratureRest, ItsDerivativesAreDifferenceQuotients) {
  const Points points{AmericanNodes::of(AmericanAccuracy::standard)};
  const double h = 1e-5;
  for (const double a : {0.002, 0.02, 0.1, 0.5, 1.5}) {
    const auto low = points.rest(a - h), here = points.rest(a), high = points.rest(a + h);
    EXPECT_NEAR(here.slope, (high.value - low.value) / (2 * h), 1e-7) << a;
    EXPECT_NEAR(here.curvature, (high.slope - low.slope) / (2 * h), 3e-4) << a;
  }
}

TEST(QuadratureRest, IsTabulated) {
  for (const auto accuracy :
       {AmericanAccuracy::coarse, AmericanAccuracy::fast, AmericanAccuracy::standard, AmericanAccuracy::high}) {
    const AmericanNodes& nodes = AmericanNodes::of(accuracy);
    const Points points{nodes};
    for (double a = 0; a < QuadratureRest::end; a = a < 1e-5 ? 1e-5 : a * 1.01) {
      const auto exact = points.rest(a), found = read(nodes.premium_rest(), a);
      EXPECT_NEAR(found.value, exact.value, 1e-8) << a;
      EXPECT_NEAR(found.slope, exact.slope, 5e-8) << a;
      EXPECT_NEAR(found.curvature, exact.curvature, 5e-7) << a;
    }
    const bool is_coarse = accuracy == AmericanAccuracy::coarse;
    EXPECT_NEAR(points.rest(QuadratureRest::end).value, 0, is_coarse ? 2e-6 : 1e-7);
    EXPECT_NEAR(points.rest(QuadratureRest::end).curvature, 0, is_coarse ? 2e-5 : 3e-6);
  }
}

}  // namespace
}  // namespace gammafield::kernels
