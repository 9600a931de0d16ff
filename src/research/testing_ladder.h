#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/random.h"
#include "learning/ladder.h"
#include "learning/logistic.h"
#include "learning/walk_forward.h"
#include "research/landmarks.h"

/// Landmark rows of made-up days, learned and forecast walk-forward: what tools/train_break_model.py does, without
/// boosting and with one penalty.
namespace gammafield::research::testing {

/// The rows that have an outcome, each with the place of its session.
struct Learnable {
  std::vector<LandmarkRow> rows;
  std::vector<std::size_t> place;
  std::size_t sessions = 0;

  explicit Learnable(std::vector<LandmarkRow> all) : rows(std::move(all)) {
    std::erase_if(rows, [](const auto& row) { return !row.outcome; });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i == 0 || rows[i].session != rows[i - 1].session) ++sessions;
      place.push_back(sessions - 1);
    }
  }

  /// The leakage canary: each attempt, with all its landmarks, gets the outcome of any, drawn with replacement.
  void draw_outcomes_by_lot(std::uint64_t seed) {
    std::map<std::string, bool> of_attempt;
    for (const auto& row : rows) of_attempt[row.attempt] = row.outcome->beyond;
    std::vector<bool> urn;
    for (const auto& attempt : of_attempt) urn.push_back(attempt.second);
    base::RandomStream lot{seed, 2};
    for (auto& attempt : of_attempt) attempt.second = urn[lot.below(urn.size())];
    for (auto& row : rows) row.outcome->beyond = of_attempt[row.attempt];
  }

  [[nodiscard]] std::vector<std::size_t> of(const std::vector<std::size_t>& among) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (std::ranges::binary_search(among, place[i])) found.push_back(i);
    }
    return found;
  }

  [[nodiscard]] std::vector<std::optional<double>> values(std::size_t row) const {
    std::vector<std::optional<double>> values;
    for (const auto& input : model_inputs(rows[row])) values.push_back(input.value);
    return values;
  }

  [[nodiscard]] std::optional<learning::LogisticModel> trained(const std::vector<std::size_t>& sessions_of_training,
                                                               double penalty) const {
    std::vector<learning::Feature> features;
    for (const auto& input : model_inputs(rows.front())) features.push_back({std::string(input.name), {}});
    std::vector<std::uint8_t> outcomes;
    for (const auto row : of(sessions_of_training)) {
      const auto known = values(row);
      for (std::size_t i = 0; i < known.size(); ++i) features[i].values.push_back(known[i]);
      outcomes.push_back(rows[row].outcome->beyond ? 1 : 0);
    }
    return learning::train_logistic(features, outcomes, penalty);
  }
};

/// The rungs walk and logistic over all folds, the holdout left alone.
inline learning::LadderCases forecast(const Learnable& data, double penalty) {
  learning::LadderCases cases;
  cases.rungs = {{"walk", {}}, {"logistic", {}}};
  std::uint32_t day = 0;
  for (const auto& fold : learning::walk_forward(data.sessions, {}).folds) {
    const auto model = data.trained(fold.train, penalty);
    std::size_t last = data.sessions;
    for (const auto row : data.of(fold.test)) {
      if (!model) continue;
      if (!cases.days.empty() && data.place[row] != last) ++day;
      last = data.place[row];
      cases.days.push_back(day);
      cases.outcomes.push_back(data.rows[row].outcome->beyond ? 1 : 0);
      cases.rungs[0].forecasts.push_back(data.rows[row].walk);
      cases.rungs[1].forecasts.push_back(learning::probability(*model, data.values(row)));
    }
  }
  return cases;
}

}  // namespace gammafield::research::testing
