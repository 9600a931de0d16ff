#include "pricing/smile_curve.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gammafield::pricing {
namespace {

constexpr double lee_bound = 2;

VarianceAt between(const CubicCurve::Knot& left, const CubicCurve::Knot& right, double k) {
  const double h = right.k - left.k, t = (k - left.k) / h, s = 1 - t;
  return {
      .w =
          s * left.w + t * right.w - h * h / 6 * (s * (1 - s * s) * left.curvature + t * (1 - t * t) * right.curvature),
      .slope = (right.w - left.w) / h - h / 6 * ((1 - 3 * s * s) * -left.curvature + (1 - 3 * t * t) * right.curvature),
      .curvature = s * left.curvature + t * right.curvature};
}

}  // namespace

VarianceAt RawSvi::at(double k) const {
  const double x = k - m, root = std::sqrt(x * x + sigma * sigma);
  return {a + b * (rho * x + root), b * (rho + x / root), b * sigma * sigma / (root * root * root)};
}

double RawSvi::variance(double k) const {
  const double x = k - m;
  return a + b * (rho * x + std::sqrt(x * x + sigma * sigma));
}

double RawSvi::minimum() const { return a + b * sigma * std::sqrt(1 - rho * rho); }

double RawSvi::lee_slope() const { return b * (1 + std::abs(rho)); }

bool RawSvi::in_domain() const {
  const bool finite = std::isfinite(a) && std::isfinite(b) && std::isfinite(m) && std::isfinite(sigma);
  return finite && b >= 0 && std::abs(rho) < 1 && sigma > 0 && minimum() >= 0 && lee_slope() <= lee_bound;
}

VarianceAt CubicCurve::at(double k) const {
  const auto right = std::ranges::lower_bound(knots, k, {}, &Knot::k);
  return at_piece(static_cast<std::size_t>(right - knots.begin()), k);
}

VarianceAt CubicCurve::at_piece(std::size_t piece, double k) const {
  assert(!knots.empty());
  VarianceAt value;
  if (piece == 0) {
    value = {knots.front().w + left_slope * (k - knots.front().k), left_slope, 0};
  } else if (piece == knots.size()) {
    value = {knots.back().w + right_slope * (k - knots.back().k), right_slope, 0};
  } else {
    value = between(knots[piece - 1], knots[piece], k);
  }
  return value.w >= floor ? value : VarianceAt{floor, 0, 0};
}

double CubicCurve::slope_at_first() const {
  return knots.size() < 2 ? 0 : between(knots[0], knots[1], knots[0].k).slope;
}

double CubicCurve::slope_at_last() const {
  return knots.size() < 2 ? 0 : between(knots[knots.size() - 2], knots.back(), knots.back().k).slope;
}

CubicCurve broken_line(std::span<const double> k, std::span<const double> w) {
  assert(!k.empty() && k.size() == w.size());
  CubicCurve curve;
  for (std::size_t i = 0; i < k.size(); ++i) curve.knots.push_back({k[i], w[i], 0});
  return curve;
}

}  // namespace gammafield::pricing
