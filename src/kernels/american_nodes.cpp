#include "kernels/american_nodes.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace gammafield::kernels {
namespace {

constexpr std::size_t widest_vector = 8;  // doubles

/// A Gauss-Legendre rule on (-1, 1).
struct Rule {
  std::vector<double> x, w;
};

struct Legendre {
  double value = 0, slope = 0;
};

Legendre legendre(std::size_t n, double z) {
  double now = 1, before = 0;
  for (std::size_t j = 0; j < n; ++j) {
    const double next = ((2 * double(j) + 1) * z * now - double(j) * before) / (double(j) + 1);
    before = now;
    now = next;
  }
  return {now, double(n) * (z * now - before) / (z * z - 1)};
}

Rule gauss_legendre(std::size_t n) {
  Rule rule;
  for (std::size_t i = 0; i < n; ++i) {
    double z = std::cos(std::numbers::pi * (double(i) + 0.75) / (double(n) + 0.5));
    for (int step = 0; step < 6; ++step) {  // quadratic from a start good to 1e-3
      const Legendre p = legendre(n, z);
      z -= p.value / p.slope;
    }
    const double slope = legendre(n, z).slope;
    rule.x.push_back(z);
    rule.w.push_back(2 / ((1 - z * z) * slope * slope));
  }
  return rule;
}

/// Chebyshev points of the second kind on [0, 1], 0 first.
std::vector<double> chebyshev_points(std::size_t n) {
  std::vector<double> xi;
  for (std::size_t i = 0; i <= n; ++i) xi.push_back(0.5 * (1 - std::cos(std::numbers::pi * double(i) / double(n))));
  return xi;
}

/// Factors with which values at xi (the first of them zero) give the interpolating polynomial at x: barycentric form.
void append_interpolation(const std::vector<double>& xi, double x, std::vector<double>& out) {
  const std::size_t n = xi.size() - 1;
  std::vector<double> factor(n + 1);
  double sum = 0;
  for (std::size_t j = 0; j <= n; ++j) {
    const double weight = (j % 2 == 0 ? 1.0 : -1.0) * (j == 0 || j == n ? 0.5 : 1.0);
    assert(x != xi[j]);  // Gauss points never meet Chebyshev's
    factor[j] = weight / (x - xi[j]);
    sum += factor[j];
  }
  for (std::size_t j = 1; j <= n; ++j) out.push_back(factor[j] / sum);
}

AmericanNodes::Point point_at(double x, double w, double xi) {
  const double theta = std::numbers::pi / 4 * (1 + x), sine = std::sin(theta), cosine = std::cos(theta);
  return {.elapsed = xi * xi * cosine * cosine,
          .root = xi * sine,
          .inverse_root = 1 / (xi * sine),
          .weight = std::numbers::pi / 2 * w * xi * xi * sine * cosine};
}

/// The first half of a column's rows beside the second.
std::vector<double> in_halves(const std::vector<double>& column, std::size_t rows) {
  constexpr std::size_t lanes = AmericanNodes::half_lanes;
  const std::size_t length = column.size() / rows, half = (rows + 1) / 2;
  std::vector<double> out;
  for (std::size_t i = 0; i < half; ++i)
    for (std::size_t k = 0; k < length; ++k) {
      out.insert(out.end(), lanes, column[i * length + k]);
      out.insert(out.end(), lanes, column[std::min(i + half, rows - 1) * length + k]);
    }
  return out;
}

AmericanNodes::Rounds in_halves(const AmericanNodes::Rounds& whole) {
  const auto halved = [&](const std::vector<double>& column) { return in_halves(column, whole.rows); };
  return {.rows = (whole.rows + 1) / 2,
          .square = halved(whole.square),
          .inverse = halved(whole.inverse),
          .time = halved(whole.time),
          .inverse_root = halved(whole.inverse_root),
          .weight = halved(whole.weight),
          .elapsed = halved(whole.elapsed),
          .depth = halved(whole.depth)};
}

}  // namespace

AmericanNodes::AmericanNodes(AmericanScheme scheme) : scheme_(scheme), xi_(chebyshev_points(scheme.boundary)) {
  assert(scheme.boundary <= boundary_nodes_max && scheme.premium <= premium_points_max);
  if (scheme.early.iterations > 0)
    early_ = std::make_shared<const AmericanNodes>(AmericanScheme{.boundary = scheme.boundary,
                                                                  .quadrature = scheme.early.quadrature,
                                                                  .iterations = scheme.early.iterations,
                                                                  .premium = 1});
  const Rule inner = gauss_legendre(scheme.quadrature), outer = gauss_legendre(scheme.premium);
  whole_.rows = scheme.boundary;
  for (std::size_t i = 1; i <= scheme.boundary; ++i) {
    whole_.square.push_back(xi_[i] * xi_[i]);
    whole_.inverse.push_back(1 / xi_[i]);
    for (std::size_t k = 0; k < scheme.quadrature; ++k) {
      const Point p = point_at(inner.x[k], inner.w[k], xi_[i]);
      whole_.time.push_back(p.root * p.root);
      whole_.inverse_root.push_back(p.inverse_root);
      whole_.weight.push_back(p.weight);
      whole_.elapsed.push_back(p.elapsed);
      append_interpolation(xi_, std::sqrt(p.elapsed), whole_.depth);
    }
  }
  if (scheme.vols == half_lanes) halves_ = in_halves(whole_);
  for (auto* column : {&whole_.weight, &whole_.elapsed}) column->resize(column->size() + widest_vector);
  std::vector<double> roots, weights;
  for (std::size_t k = 0; k < scheme.premium; ++k) {
    const Point p = point_at(outer.x[k], outer.w[k], 1);
    premium_points_.push_back(p);
    append_interpolation(xi_, std::sqrt(p.elapsed), premium_depths_);
    roots.push_back(p.root);
    weights.push_back(p.weight);
  }
  premium_rest_ = {roots, weights};
}

const AmericanNodes& AmericanNodes::of(AmericanAccuracy accuracy) {
  static const AmericanNodes coarse{{.boundary = 4,
                                     .quadrature = 5,
                                     .iterations = 1,
                                     .premium = 6,
                                     .rough_premium = true,
                                     .vol_steps = 6,
                                     .early = {.quadrature = 5, .iterations = 2}}};
  static const AmericanNodes fast{
      {.boundary = 5, .quadrature = 6, .iterations = 2, .premium = 9, .early = {.quadrature = 4, .iterations = 4}}};
  static const AmericanNodes standard{
      {.boundary = 8, .quadrature = 10, .iterations = 2, .premium = 11, .early = {.quadrature = 6, .iterations = 6}}};
  static const AmericanNodes high{{.boundary = 16,
                                   .quadrature = 48,
                                   .iterations = 32,
                                   .premium = 96,
                                   .vols = 8,
                                   .vol_steps = 6,
                                   .exact_normals = true}};
  switch (accuracy) {
    case AmericanAccuracy::coarse: return coarse;
    case AmericanAccuracy::fast: return fast;
    case AmericanAccuracy::standard: return standard;
    case AmericanAccuracy::high: return high;
  }
  return standard;
}

}  // namespace gammafield::kernels
