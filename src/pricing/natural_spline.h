#pragma once

#include <vector>

#include <eigen3/Eigen/Dense>

namespace gammafield::pricing {

inline constexpr int spline_knots_max = 20;

/// One row or entry a knot, without a heap.
using KnotMatrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, spline_knots_max, spline_knots_max>;
using KnotVector = Eigen::Matrix<double, Eigen::Dynamic, 1, Eigen::ColMajor, spline_knots_max, 1>;

/// What the spline at a place is made of: the values and the curvatures at knots `piece` and the next.
struct SplinePlace {
  Eigen::Index piece = 0;
  Eigen::Vector4d weights = Eigen::Vector4d::Zero();  ///< value, next value, curvature, next curvature
};

/// Internal to pricing/: natural cubic splines on given knots; everything about one is linear in its values there.
class NaturalSpline {
 public:
  /// Knots ascending and distinct, at least three and at most spline_knots_max.
  explicit NaturalSpline(std::vector<double> knots);

  [[nodiscard]] Eigen::Index size() const { return static_cast<Eigen::Index>(knots_.size()); }
  [[nodiscard]] double knot(Eigen::Index i) const { return knots_[static_cast<std::size_t>(i)]; }
  /// Second derivatives at the knots = curvature() * values.
  [[nodiscard]] const KnotMatrix& curvature() const { return curvature_; }
  /// Integral of the squared second derivative = values^T stiffness() values.
  [[nodiscard]] const KnotMatrix& stiffness() const { return stiffness_; }
  /// Beyond the ends the straight line goes on.
  [[nodiscard]] SplinePlace place_at(double x) const;
  /// What each knot's value counts at x.
  [[nodiscard]] KnotVector weights_at(double x) const;

 private:
  [[nodiscard]] double gap(Eigen::Index i) const { return knot(i + 1) - knot(i); }

  std::vector<double> knots_;
  KnotMatrix curvature_, stiffness_;
};

}  // namespace gammafield::pricing
