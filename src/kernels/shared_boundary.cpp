#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

#include "kernels/american.h"
#include "kernels/elementary.h"

namespace gammafield::kernels {
namespace {

template <std::size_t vols>
using Row = std::array<double, vols>;

/// Coefficients of T_0 ... in powers of t: T_k = 2 t T_(k-1) - T_(k-2).
template <std::size_t vols>
std::array<Row<vols>, vols> chebyshev_powers() {
  std::array<Row<vols>, vols> powers{};
  powers[0][0] = 1;
  powers[1][1] = 1;
  for (std::size_t k = 2; k < vols; ++k)
    for (std::size_t p = 0; p < vols; ++p) powers[k][p] = (p > 0 ? 2 * powers[k - 1][p - 1] : 0) - powers[k - 2][p];
  return powers;
}

/// What turns values at the points into coefficients in powers of t, a row for each point: by the orthogonality of
/// cosines.
template <std::size_t vols>
std::array<Row<vols>, vols> powers_from_values() {
  const auto powers = chebyshev_powers<vols>();
  std::array<Row<vols>, vols> out{};
  for (std::size_t k = 0; k < vols; ++k)
    for (std::size_t j = 0; j < vols; ++j) {
      const double angle = std::numbers::pi * double(k) * (double(j) + 0.5) / double(vols);
      const double c = (k == 0 ? 1.0 : 2.0) / double(vols) * std::cos(angle);
      for (std::size_t p = 0; p <= k; ++p) out[j][p] += c * powers[k][p];
    }
  return out;
}

/// Adds the polynomial through values at the points, in powers of t.
template <std::size_t vols>
void append_polynomial(const double* values, std::vector<double>& to) {
  static const std::array<Row<vols>, vols> matrix = powers_from_values<vols>();
  Row<vols> out{};
  for (std::size_t j = 0; j < vols; ++j)
    for (std::size_t p = 0; p < vols; ++p) out[p] += matrix[j][p] * values[j];
  to.insert(to.end(), out.begin(), out.end());
}

/// Where the volatilities lie that a range is solved at: ln(sigma), as shares of the range's from its low end. They lie
/// symmetrically about the middle.
std::vector<double> vol_shares(std::size_t vols) {
  std::vector<double> shares;
  for (std::size_t k = 0; k < vols / 2; ++k)
    shares.push_back(0.5 * (1 + std::cos(std::numbers::pi * (double(k) + 0.5) / double(vols))));
  return shares;
}

const std::vector<double>& vol_shares_of(const AmericanScheme& scheme) {
  static const std::vector<double> four = vol_shares(4), eight = vol_shares(8);
  return scheme.vols == 4 ? four : eight;
}

/// Columns of the puts that boundaries are solved for: the volatilities of one boundary after those of another.
struct Columns {
  std::vector<double> values;
  std::size_t n = 0;

  Columns(const AmericanNodes& nodes, std::span<const SharedBoundary::Terms> wanted)
      : values(4 * wanted.size() * nodes.scheme().vols), n(wanted.size() * nodes.scheme().vols) {
    std::size_t at = 0;
    for (const auto& terms : wanted) {
      add(at, nodes.scheme(), terms);
      at += nodes.scheme().vols;
    }
  }
  [[nodiscard]] AmericanPuts puts() const {
    return {n, nullptr, &values[0], &values[n], &values[2 * n], &values[3 * n]};
  }

 private:
  void add(std::size_t at, const AmericanScheme& scheme, const SharedBoundary::Terms& terms) {
    assert((terms.r > 0 || (terms.r == 0 && terms.q < 0)) && terms.T > 0);
    assert(terms.sigma_low > 0 && terms.sigma_high > terms.sigma_low);
    const std::vector<double>& shares = vol_shares_of(scheme);
    for (std::size_t k = 0; k < scheme.vols; ++k) {
      values[at + k] = terms.r;
      values[n + at + k] = terms.q;
      values[3 * n + at + k] = terms.T;
    }
    double* const sigma = &values[2 * n + at];
    for (std::size_t k = 0; k < shares.size(); ++k) {
      sigma[k] = terms.sigma_low * std::pow(terms.sigma_high / terms.sigma_low, shares[k]);
      sigma[scheme.vols - 1 - k] = terms.sigma_low * terms.sigma_high / sigma[k];
    }
  }
};

}  // namespace

SharedBoundary::SharedBoundary(const AmericanNodes& nodes, const Terms& terms, const double* depths, std::size_t stride)
    : nodes_(&nodes),
      r_(terms.r),
      q_(terms.q),
      T_(terms.T),
      low_(terms.sigma_low),
      high_(terms.sigma_high),
      log_start_(q_ > r_ && q_ > 1e-300 ? std::log(r_ / q_) : 0),
      place_scale_(2 / std::log(high_ / low_)) {
  const AmericanScheme& scheme = nodes.scheme();
  values_.reserve(scheme.boundary * scheme.vols + 4 * scheme.premium);  // with the flows
  for (std::size_t i = 0; i < scheme.boundary; ++i) {
    if (scheme.vols == 4)
      append_polynomial<4>(depths + i * stride, values_);
    else
      append_polynomial<8>(depths + i * stride, values_);
  }
  append_flows();
}

void SharedBoundary::append_flows() {
  const std::size_t n = nodes_->scheme().premium;
  const std::size_t begin = values_.size();
  values_.resize(begin + 4 * n);
  double* const flow = &values_[begin];
  for (std::size_t k = 0; k < n; ++k) {
    const double time = T_ * nodes_->premium_point(k).root * nodes_->premium_point(k).root;
    flow[k] = -r_ * time;
    flow[n + k] = -q_ * time;
  }
  exponentials(2 * n, flow, flow);
  for (std::size_t k = 0; k < n; ++k) {
    const double weight = nodes_->premium_point(k).weight * T_, at_r = weight * flow[k], at_q = weight * flow[n + k];
    flow[k] = r_ * at_r;
    flow[n + k] = q_ * at_q;
    flow[2 * n + k] = r_ * at_q;
    flow[3 * n + k] = q_ * at_r;
  }
}

SharedBoundary::SharedBoundary(const AmericanNodes& nodes, double r, double q, double T, double sigma_low,
                               double sigma_high)
    : SharedBoundary(solved(nodes, std::array{Terms{r, q, T, sigma_low, sigma_high}}).front()) {}

std::vector<SharedBoundary> SharedBoundary::solved(const AmericanNodes& nodes, std::span<const Terms> wanted) {
  std::vector<SharedBoundary> out;
  if (wanted.empty()) return out;
  const Columns columns{nodes, wanted};
  std::vector<double> depths(nodes.scheme().boundary * columns.n);
  american_depths(nodes, columns.puts(), depths.data());
  out.reserve(wanted.size());
  for (const Terms& terms : wanted)
    out.push_back(SharedBoundary{nodes, terms, &depths[out.size() * nodes.scheme().vols], columns.n});
  return out;
}

void SharedBoundary::premium_depths(double sigma, double* out) const {
  const std::size_t n = nodes_->scheme().boundary, points = nodes_->scheme().premium;
  const double at = place_scale_ * std::log(sigma / low_) - 1;
  const std::size_t vols = nodes_->scheme().vols;
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
