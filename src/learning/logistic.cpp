#include "learning/logistic.h"

#include <cassert>
#include <cmath>

#include "learning/newton.h"

namespace gammafield::learning {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

/// A column of the design before it is standardised, and the feature it is of.
struct DesignColumn {
  std::size_t feature = 0;
  bool says_missing = false;
  VectorXd values;
  double mean = 0, deviation = 0;
};

VectorXd known_weights(const Feature& feature, const VectorXd& weights) {
  VectorXd known = weights;
  for (Index i = 0; i < known.size(); ++i)
    if (!feature.values[static_cast<std::size_t>(i)]) known[i] = 0;
  return known;
}

double known_mean(const Feature& feature, const VectorXd& known) {
  double sum = 0;
  for (Index i = 0; i < known.size(); ++i) sum += known[i] * feature.values[static_cast<std::size_t>(i)].value_or(0);
  return known.sum() > 0 ? sum / known.sum() : 0;
}

/// Standardised; none that does not vary by more than rounding.
std::optional<DesignColumn> standardised(DesignColumn column, const VectorXd& weights) {
  column.mean = weights.dot(column.values) / weights.sum();
  column.values.array() -= column.mean;
  column.deviation = std::sqrt(weights.dot(column.values.cwiseAbs2()) / weights.sum());
  constexpr double rounding = 1e-13;
  if (!(column.deviation > rounding * std::abs(column.mean))) return std::nullopt;
  column.values /= column.deviation;
  return column;
}

struct Design {
  LogisticModel model;  ///< with names and means
  std::vector<DesignColumn> columns;
};

Design design_of(std::span<const Feature> features, const VectorXd& weights) {
  Design design;
  for (std::size_t j = 0; j < features.size(); ++j) {
    assert(features[j].values.size() == static_cast<std::size_t>(weights.size()));
    const VectorXd known = known_weights(features[j], weights);
    const double mean = known_mean(features[j], known);
    design.model.features.push_back({features[j].name, mean, 0, 0});
    VectorXd filled(weights.size()), missing(weights.size());
    for (Index i = 0; i < weights.size(); ++i) {
      const auto& value = features[j].values[static_cast<std::size_t>(i)];
      filled[i] = value.value_or(mean);
      missing[i] = value ? 0 : 1;
    }
    for (auto& column : {DesignColumn{j, false, filled}, DesignColumn{j, true, missing}})
      if (auto made = standardised(column, weights)) design.columns.push_back(*std::move(made));
  }
  return design;
}

}  // namespace

std::optional<LogisticModel> train_logistic(std::span<const Feature> features, Outcomes outcomes, double penalty,
                                            std::span<const double> weights) {
  assert(penalty > 0 && (weights.empty() || weights.size() == outcomes.size()));
  const auto n = static_cast<Index>(outcomes.size());
  std::size_t happened = 0;
  for (const auto outcome : outcomes) happened += outcome;
  if (happened == 0 || happened == outcomes.size()) return std::nullopt;
  const VectorXd weighed =
      weights.empty() ? VectorXd::Ones(n) : VectorXd(Eigen::Map<const VectorXd>(weights.data(), n));

  Design design = design_of(features, weighed);
  Eigen::MatrixXd x = Eigen::MatrixXd::Ones(n, static_cast<Index>(design.columns.size()) + 1);
  for (Index j = 1; j < x.cols(); ++j) x.col(j) = design.columns[static_cast<std::size_t>(j - 1)].values;
  VectorXd penalties = VectorXd::Constant(x.cols(), penalty);
  penalties[0] = 0;
  const auto fit = newton_logistic(x, outcomes, weighed, penalties);
  if (!fit) return std::nullopt;

  LogisticModel& model = design.model;
  model.intercept = fit->coefficients[0];
  for (Index j = 1; j < x.cols(); ++j) {
    const DesignColumn& column = design.columns[static_cast<std::size_t>(j - 1)];
    LogisticFeature& feature = model.features[column.feature];
    const double weight = fit->coefficients[j] / column.deviation;
    const double centre = column.says_missing ? 0 : feature.mean;  // what the model itself takes off the value
    (column.says_missing ? feature.missing_weight : feature.weight) = weight;
    model.intercept -= weight * (column.mean - centre);
  }
  return std::move(model);
}

double probability(const LogisticModel& model, Row row) {
  assert(row.size() == model.features.size());
  double odds = model.intercept;
  for (std::size_t j = 0; j < row.size(); ++j) {
    const LogisticFeature& feature = model.features[j];
    odds += row[j] ? feature.weight * (*row[j] - feature.mean) : feature.missing_weight;
  }
  return logistic(odds);
}

}  // namespace gammafield::learning
