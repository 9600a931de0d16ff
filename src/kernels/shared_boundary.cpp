#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

#include "kernels/american.h"

namespace gammafield::kernels {
namespace {

constexpr std::size_t vols = SharedBoundary::vols;

using Row = std::array<double, vols>;

/// Coefficients of T_0 ... in powers of t: T_k = 2 t T_(k-1) - T_(k-2).
std::array<Row, vols> chebyshev_powers() {
  std::array<Row, vols> powers{};
  powers[0][0] = 1;
  powers[1][1] = 1;
  for (std::size_t k = 2; k < vols; ++k)
    for (std::size_t p = 0; p < vols; ++p) powers[k][p] = (p > 0 ? 2 * powers[k - 1][p - 1] : 0) - powers[k - 2][p];
  return powers;
}

/// What turns values at the points into coefficients in powers of t, a row for each point: by the orthogonality of
/// cosines.
std::array<Row, vols> powers_from_values() {
  const auto powers = chebyshev_powers();
  std::array<Row, vols> out{};
  for (std::size_t k = 0; k < vols; ++k)
    for (std::size_t j = 0; j < vols; ++j) {
      const double angle = std::numbers::pi * double(k) * (double(j) + 0.5) / double(vols);
      const double c = (k == 0 ? 1.0 : 2.0) / double(vols) * std::cos(angle);
      for (std::size_t p = 0; p <= k; ++p) out[j][p] += c * powers[k][p];
    }
  return out;
}

/// The polynomial through values at the points, in powers of t.
Row polynomial_through(const double* values) {
  static const std::array<Row, vols> matrix = powers_from_values();
  Row out{};
  for (std::size_t j = 0; j < vols; ++j)
    for (std::size_t p = 0; p < vols; ++p) out[p] += matrix[j][p] * values[j];
  return out;
}

/// Chebyshev points of the first kind on [-1, 1].
const Row& vol_points() {
  static const Row points = [] {
    Row made{};
    for (std::size_t k = 0; k < vols; ++k) made[k] = std::cos(std::numbers::pi * (double(k) + 0.5) / double(vols));
    return made;
  }();
  return points;
}

}  // namespace

SharedBoundary::SharedBoundary(const AmericanNodes& nodes, double r, double q, double T, double sigma_low,
                               double sigma_high)
    : nodes_(&nodes),
      r_(r),
      q_(q),
      T_(T),
      low_(sigma_low),
      high_(sigma_high),
      log_start_(q > r && q > 1e-300 ? std::log(r / q) : 0),
      place_scale_(2 / std::log(sigma_high / sigma_low)) {
  assert((r > 0 || (r == 0 && q < 0)) && T > 0 && sigma_low > 0 && sigma_high > sigma_low);
  Row rs, qs, Ts, sigmas;
  rs.fill(r);
  qs.fill(q);
  Ts.fill(T);
  for (std::size_t k = 0; k < vols / 2; ++k) {  // the points lie symmetrically about the middle
    sigmas[k] = sigma_low * std::pow(sigma_high / sigma_low, 0.5 * (1 + vol_points()[k]));
    sigmas[vols - 1 - k] = sigma_low * sigma_high / sigmas[k];
  }
  const std::size_t n = nodes.scheme().boundary;
  std::vector<double> depths(n * vols);
  american_depths(nodes, {vols, nullptr, rs.data(), qs.data(), sigmas.data(), Ts.data()}, depths.data());
  coefficients_.reserve(n * vols);
  interest_.reserve(nodes.scheme().premium);
  carry_.reserve(nodes.scheme().premium);
  for (std::size_t i = 0; i < n; ++i) {
    const Row row = polynomial_through(&depths[i * vols]);
    coefficients_.insert(coefficients_.end(), row.begin(), row.end());
  }
  for (std::size_t k = 0; k < nodes.scheme().premium; ++k) {
    const AmericanNodes::Point& p = nodes.premium_point(k);
    interest_.push_back(p.weight * r * T * std::exp(-r * T * p.root * p.root));
    carry_.push_back(p.weight * q * T * std::exp(-q * T * p.root * p.root));
  }
}

void SharedBoundary::premium_depths(double sigma, double* out) const {
  const std::size_t n = nodes_->scheme().boundary, points = nodes_->scheme().premium;
  const double at = place_scale_ * std::log(sigma / low_) - 1;
  std::array<double, boundary_nodes_max> square{};
  for (std::size_t i = 0; i < n; ++i) {
    const double* c = coefficients(i);
    double depth = c[vols - 1];
    for (std::size_t k = vols - 1; k-- > 0;) depth = depth * at + c[k];
    depth = std::max(depth, 1e-9);
    square[i] = depth * depth;
    if (i + 1 == n) out[points] = depth;
  }
  for (std::size_t k = 0; k < points; ++k) {
    const double* factors = nodes_->premium_depth(k);
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) sum += factors[j] * square[j];
    out[k] = std::sqrt(std::max(sum, 1e-18));
  }
}

}  // namespace gammafield::kernels
