#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "learning/ladder.h"
#include "market/date.h"

namespace gammafield::studies {

/// The ladder of the break model, from below; `walk` is what the richer ones have to beat.
inline constexpr std::array<std::string_view, 4> break_rungs{"base_rate", "walk", "logistic", "boosting"};
inline constexpr std::size_t walk_rung = 1;

/// What was forecast for sessions that no model had seen.
struct Forecasts {
  learning::LadderCases cases;  ///< rungs as in break_rungs
  std::vector<int> landmarks;   ///< of each case, in minutes
  std::size_t attempts = 0;
  market::Date first, last;  ///< sessions
};

struct Predictions {
  std::optional<Forecasts> folds;    ///< walk-forward
  std::optional<Forecasts> holdout;  ///< only where it was opened
};

/// CSV as tools/train_break_model.py writes it: `session`, `attempt`, `landmark` (minutes), `y` (0 or 1), `part`
/// (`fold` or `holdout`), and a probability for each rung. Refuses (input_rejected) by line what is none of that, and
/// an attempt with two forecasts at one landmark; (no_usable_data) a file without a forecast.
[[nodiscard]] base::Result<Predictions, base::Refusal> read_predictions(std::string_view text, std::string_view name);

}  // namespace gammafield::studies
