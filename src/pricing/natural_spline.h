#pragma once

#include <vector>

#include <eigen3/Eigen/Dense>

namespace gammafield::pricing {

/// Internal to pricing/: natural cubic splines on given knots; everything about one is linear in its values there.
class NaturalSpline {
 public:
  /// Knots ascending and distinct, at least three.
  explicit NaturalSpline(std::vector<double> knots);

  [[nodiscard]] Eigen::Index size() const { return static_cast<Eigen::Index>(knots_.size()); }
  [[nodiscard]] double knot(Eigen::Index i) const { return knots_[static_cast<std::size_t>(i)]; }
  /// Second derivatives at the knots = curvature() * values.
  [[nodiscard]] const Eigen::MatrixXd& curvature() const { return curvature_; }
  /// Integral of the squared second derivative = values^T stiffness() values.
  [[nodiscard]] const Eigen::MatrixXd& stiffness() const { return stiffness_; }
  /// What each knot's value counts at x; beyond the ends the straight line goes on.
  [[nodiscard]] Eigen::VectorXd weights_at(double x) const;

 private:
  [[nodiscard]] double gap(Eigen::Index i) const { return knot(i + 1) - knot(i); }

  std::vector<double> knots_;
  Eigen::MatrixXd curvature_, stiffness_;
};

}  // namespace gammafield::pricing
