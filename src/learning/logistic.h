#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "learning/probability.h"
#include "learning/row.h"

/// Logistic regression with a penalty on the squares of its weights.
namespace gammafield::learning {

struct LogisticFeature {
  std::string name;
  double mean = 0;            ///< over the known values it was trained on
  double weight = 0;          ///< of value - mean, in log odds
  double missing_weight = 0;  ///< instead of that, of a value that is not known
};

struct LogisticModel {
  double intercept = 0;
  std::vector<LogisticFeature> features;
};

/// Trains as follows. What is not known becomes the mean of what is, and a feature with anything unknown gets a column
/// that says so, 1 or 0. Each column is brought to mean 0 and standard deviation 1 (of the population). Then least is
///   sum_i weight_i * log loss_i + penalty / 2 * sum_j w_j^2,
/// the intercept free (scikit-learn's C is 1 / penalty). Means and deviations are weighed alike. The model has the
/// weights of the columns as they came. A column that does not vary gets weight 0.
/// `weights`: one a case, above 0; empty, all 1. None unless both outcomes are among the cases, and if the features
/// are of such sizes that no minimum is found. Requires penalty > 0, every feature as long as the outcomes.
[[nodiscard]] std::optional<LogisticModel> train_logistic(std::span<const Feature>, Outcomes, double penalty,
                                                          std::span<const double> weights = {});

/// logistic(intercept + sum of the features' parts). Requires a value or none for each feature.
[[nodiscard]] double probability(const LogisticModel&, Row);

/// "gammafield.logistic/1": {"schema", "intercept", "features": [{"name", "mean", "weight", "missing_weight"}]}.
[[nodiscard]] std::string to_json(const LogisticModel&);
/// Refused: other schemas, numbers that are not finite or beyond 1e100, more than 4,096 features, two of one name.
[[nodiscard]] base::Result<LogisticModel, base::Refusal> read_logistic(std::string_view json, std::string_view name);

}  // namespace gammafield::learning
