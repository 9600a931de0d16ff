#include "learning/newton.h"

#include <algorithm>
#include <cmath>

namespace gammafield::learning {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }

constexpr int steps_max = 100;
constexpr int halvings_max = 40;
// Of the decrement a case, which is twice what is left to descend.
constexpr double near = 1e-8;  // whole steps from here: they converge, and the loss has too few digits to show it
constexpr double at_rest = 1e-22;

}  // namespace

std::optional<NewtonFit> newton_logistic(const Eigen::MatrixXd& design, Outcomes outcomes, const VectorXd& weights,
                                         const VectorXd& penalty) {
  VectorXd y(design.rows());
  for (Index i = 0; i < y.size(); ++i) y[i] = outcomes[static_cast<std::size_t>(i)];
  const auto loss = [&](const VectorXd& b) {
    const VectorXd eta = design * b;
    return weights.dot(eta.unaryExpr(&softplus) - y.cwiseProduct(eta)) + penalty.dot(b.cwiseAbs2()) / 2;
  };
  NewtonFit fit{VectorXd::Zero(design.cols()), {}};
  for (int step = 0; step < steps_max; ++step) {
    const VectorXd p = (design * fit.coefficients).unaryExpr(&logistic);
    const VectorXd curvature = weights.cwiseProduct(p.cwiseProduct((1 - p.array()).matrix()));
    const VectorXd gradient = design.transpose() * weights.cwiseProduct(p - y) + penalty.cwiseProduct(fit.coefficients);
    fit.information = design.transpose() * curvature.asDiagonal() * design;
    fit.information.diagonal() += penalty;
    const Eigen::LDLT<Eigen::MatrixXd> solver{fit.information};
    if (solver.info() != Eigen::Success || !(solver.rcond() > 1e-14)) return std::nullopt;
    const VectorXd direction = solver.solve(gradient);
    if (!direction.allFinite()) return std::nullopt;
    const double decrement = gradient.dot(direction);
    if (decrement <= at_rest * weights.sum()) return fit;
    double length = 1;
    for (int halving = 0; decrement > near * weights.sum() && halving < halvings_max; ++halving, length /= 2)
      if (loss(fit.coefficients - length * direction) < loss(fit.coefficients)) break;
    fit.coefficients -= length * direction;
  }
  return std::nullopt;
}

}  // namespace gammafield::learning
