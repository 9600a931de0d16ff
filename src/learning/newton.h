#pragma once

#include <Eigen/Dense>
#include <optional>

#include "learning/probability.h"

namespace gammafield::learning {

struct NewtonFit {
  Eigen::VectorXd coefficients;
  Eigen::MatrixXd information;  ///< the second derivatives there; without penalty its inverse is the covariance
};

/// The b that makes least
///   sum_i weight_i [log(1 + exp(x_i b)) - y_i x_i b] + 1/2 sum_j penalty_j b_j^2,
/// by Newton's steps, each halved until it descends. None where the second derivatives are singular or 100 steps do
/// not come to rest. Only for .cpp files of this folder: its callers see to it that a least value exists.
[[nodiscard]] std::optional<NewtonFit> newton_logistic(const Eigen::MatrixXd& design, Outcomes,
                                                       const Eigen::VectorXd& weights, const Eigen::VectorXd& penalty);

}  // namespace gammafield::learning
