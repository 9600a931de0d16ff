#include "kernels/quadrature_rest.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>

namespace gammafield::kernels {
namespace {

constexpr std::size_t fitted = QuadratureRest::terms - 2;  // values of the second derivative

double density(double z) { return std::exp(-0.5 * z * z) * std::numbers::inv_sqrtpi / std::numbers::sqrt2; }
double lower_tail(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }

std::uint64_t cut(double a) { return std::bit_cast<std::uint64_t>(a) >> QuadratureRest::dropped_bits; }
double place_of(std::uint64_t bits) { return std::bit_cast<double>(bits << QuadratureRest::dropped_bits); }

/// Coefficients in powers of x of the polynomial through the points: Newton's form, multiplied out.
std::array<double, fitted> interpolated(const std::array<double, fitted>& x, std::array<double, fitted> y) {
  for (std::size_t order = 1; order < fitted; ++order)
    for (std::size_t i = fitted - 1; i >= order; --i) y[i] = (y[i] - y[i - 1]) / (x[i] - x[i - order]);
  std::array<double, fitted> powers{};
  for (std::size_t i = fitted; i-- > 0;) {
    for (std::size_t p = fitted - 1; p > 0; --p) powers[p] = powers[p - 1] - x[i] * powers[p];
    powers[0] = y[i] - x[i] * powers[0];
  }
  return powers;
}

}  // namespace

QuadratureRest::Exact QuadratureRest::exact(double a, std::span<const double> roots, std::span<const double> weights) {
  const double tail = lower_tail(a), bell = density(a);
  Exact rest{(1 + a * a) * tail - a * bell, 2 * (a * tail - bell), 2 * tail};
  for (std::size_t k = 0; k < roots.size(); ++k) {
    const double z = a / roots[k], held = weights[k] * density(z) / roots[k];
    rest.value -= weights[k] * lower_tail(z);
    rest.slope += held;
    rest.curvature -= held * z / roots[k];
  }
  return rest;
}

QuadratureRest::QuadratureRest(std::span<const double> roots, std::span<const double> weights) {
  assert(!roots.empty() && roots.size() == weights.size());
  const double start = std::exp2(std::floor(std::log2(0.5 * *std::min_element(roots.begin(), roots.end()))));
  first_bits_ = cut(start) - 1;
  first_place_ = place_of(first_bits_);
  const std::size_t pieces = cut(end) - first_bits_;
  assert(pieces <= stride);
  coefficients_ = zeros(terms * stride);
  for (std::size_t piece = 0; piece < pieces; ++piece) {
    const double low = piece == 0 ? 0 : place_of(first_bits_ + piece), high = place_of(first_bits_ + piece + 1);
    const double origin = 0.5 * (place_of(first_bits_ + piece) + high);
    std::array<double, fitted> x{}, y{};
    for (std::size_t i = 0; i < fitted; ++i) {
      const double share = 0.5 * (1 + std::cos(std::numbers::pi * (double(i) + 0.5) / double(fitted)));
      const double a = low + (high - low) * share;
      x[i] = a - origin;
      y[i] = exact(a, roots, weights).curvature;
    }
    const Exact middle = exact(origin, roots, weights);
    coefficients_[piece] = middle.value;
    coefficients_[stride + piece] = middle.slope;
    const auto powers = interpolated(x, y);
    for (std::size_t k = 0; k < fitted; ++k)
      coefficients_[(k + 2) * stride + piece] = powers[k] / double((k + 1) * (k + 2));
  }
}

}  // namespace gammafield::kernels
