#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/refusal.h"
#include "base/result.h"
#include "learning/boosted_trees.h"
#include "learning/logistic.h"
#include "research/landmarks.h"
#include "studies/judged_ladder.h"

/// A trained model with what became of it out of sample: it is asked nothing before it was accepted.
namespace gammafield::studies {

struct BreakModel {
  std::string rung;  ///< `logistic` or `boosting`, by the model's schema
  learning::Verdict verdict = learning::Verdict::cannot_tell;
  std::variant<learning::LogisticModel, learning::BoostedTrees> model;
};

/// The model of tools/train_break_model.py together with the verdict on its rung, "gammafield.break_model/1":
///   {"schema", "rung", "verdict", "says", "judged_by": {"name", "first", "last", "days", "attempts"}, "model": {...}}
/// Whatever the verdict is. Refuses what the model's reader refuses, and (no_usable_data) a ladder without this rung.
[[nodiscard]] base::Result<std::string, base::Refusal> break_model_json(std::string_view model_json,
                                                                        std::string_view name, const JudgedLadder&);

/// Refuses (input_rejected) what is no such file; a bare model by saying that it has not been judged.
[[nodiscard]] base::Result<BreakModel, base::Refusal> read_break_model(std::string_view json, std::string_view name);

/// Why the model may score nothing; none: it was accepted.
[[nodiscard]] std::optional<base::Refusal> not_accepted(const BreakModel&, std::string_view name);

/// That price is beyond by the margin at the end of the horizon. Refuses (input_rejected) a model that was trained on a
/// feature which the row does not have. Requires an accepted model.
[[nodiscard]] base::Result<double, base::Refusal> probability(const BreakModel&, const research::LandmarkRow&);

}  // namespace gammafield::studies
