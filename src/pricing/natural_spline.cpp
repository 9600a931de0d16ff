#include "pricing/natural_spline.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace gammafield::pricing {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The textbook's equations of curvatures and values (Green and Silverman 1994, 2.1): R curvature = Q values.
NaturalSpline::NaturalSpline(std::vector<double> knots) : knots_(std::move(knots)) {
  assert(size() >= 3);
  const Index n = size();
  MatrixXd q = MatrixXd::Zero(n, n), r = MatrixXd::Identity(n, n);
  for (Index i = 1; i + 1 < n; ++i) {
    const double left = gap(i - 1), right = gap(i);
    q(i, i - 1) = 1 / left;
    q(i, i) = -1 / left - 1 / right;
    q(i, i + 1) = 1 / right;
    r(i, i) = (left + right) / 3;
    if (i > 1) r(i, i - 1) = left / 6;
    if (i + 2 < n) r(i, i + 1) = right / 6;
  }
  curvature_ = r.partialPivLu().solve(q);
  stiffness_ = curvature_.transpose() * q;
}

VectorXd NaturalSpline::weights_at(double x) const {
  const auto above = std::ranges::upper_bound(knots_, x) - knots_.begin();
  const Index j = std::clamp<Index>(above - 1, 0, size() - 2);
  const double h = gap(j), t = (x - knot(j)) / h, s = 1 - t;
  VectorXd weights = VectorXd::Zero(size());
  weights[j] = s;
  weights[j + 1] = t;
  // The curvature at an end is 0, so beyond it only the inner neighbour's bends the line's slope.
  const double left = t > 1 ? s : s * (1 - s * s), right = t < 0 ? t : t * (1 - t * t);
  if (t >= 0) weights -= h * h / 6 * left * curvature_.row(j).transpose();
  if (t <= 1) weights -= h * h / 6 * right * curvature_.row(j + 1).transpose();
  return weights;
}

}  // namespace gammafield::pricing
