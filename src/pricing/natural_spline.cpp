#include "pricing/natural_spline.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace gammafield::pricing {

using Eigen::Index;

namespace {

/// R x = Q for a tridiagonal R that is dominated by its diagonal, without pivots.
KnotMatrix solve_tridiagonal(KnotMatrix r, KnotMatrix q) {
  const Index n = r.rows();
  for (Index i = 1; i < n; ++i) {
    const double share = r(i, i - 1) / r(i - 1, i - 1);
    r(i, i) -= share * r(i - 1, i);
    q.row(i) -= share * q.row(i - 1);
  }
  q.row(n - 1) /= r(n - 1, n - 1);
  for (Index i = n - 1; i-- > 0;) q.row(i) = (q.row(i) - r(i, i + 1) * q.row(i + 1)) / r(i, i);
  return q;
}

}  // namespace

/// The textbook's equations of curvatures and values (Green and Silverman 1994, 2.1): R curvature = Q values.
NaturalSpline::NaturalSpline(std::vector<double> knots) : knots_(std::move(knots)) {
  assert(size() >= 3 && size() <= spline_knots_max);
  const Index n = size();
  KnotMatrix q = KnotMatrix::Zero(n, n), r = KnotMatrix::Identity(n, n);
  for (Index i = 1; i + 1 < n; ++i) {
    const double left = gap(i - 1), right = gap(i);
    q(i, i - 1) = 1 / left;
    q(i, i) = -1 / left - 1 / right;
    q(i, i + 1) = 1 / right;
    r(i, i) = (left + right) / 3;
    if (i > 1) r(i, i - 1) = left / 6;
    if (i + 2 < n) r(i, i + 1) = right / 6;
  }
  curvature_ = solve_tridiagonal(r, q);
  stiffness_ = curvature_.transpose() * q;
}

SplinePlace NaturalSpline::place_at(double x) const {
  const auto above = std::ranges::upper_bound(knots_, x) - knots_.begin();
  const Index j = std::clamp<Index>(above - 1, 0, size() - 2);
  const double h = gap(j), t = (x - knot(j)) / h, s = 1 - t;
  // The curvature at an end is 0, so beyond it only the inner neighbour's bends the line's slope.
  const double left = t > 1 ? s : s * (1 - s * s), right = t < 0 ? t : t * (1 - t * t);
  return {j, {s, t, t >= 0 ? -h * h / 6 * left : 0, t <= 1 ? -h * h / 6 * right : 0}};
}

KnotVector NaturalSpline::weights_at(double x) const {
  const auto [j, at] = place_at(x);
  KnotVector weights = at[2] * curvature_.row(j).transpose() + at[3] * curvature_.row(j + 1).transpose();
  weights[j] += at[0];
  weights[j + 1] += at[1];
  return weights;
}

}  // namespace gammafield::pricing
