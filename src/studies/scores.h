#pragma once

#include <span>
#include <string>
#include <vector>

#include "exports/text_table.h"
#include "studies/break_model.h"

/// What an accepted model says of attempts.
namespace gammafield::studies {

struct Score {
  research::LandmarkRow row;
  double probability = 0;  ///< that price is beyond by the margin at row.until
};

/// The attempts of the last session among the rows. Refuses a model that was not accepted, and what `probability` does.
[[nodiscard]] base::Result<std::vector<Score>, base::Refusal> scores_of_last_session(
    const BreakModel&, std::string_view name, std::span<const research::LandmarkRow>);

/// For a terminal, or as Markdown; times are UTC.
[[nodiscard]] std::string scores_text(std::span<const Score>, const exports::TextStyle&);
/// Schema `gammafield.scores/1`: {"schema", "scores": [{"symbol", "session", "attempt", "landmark", "at", "until",
/// "walk", "probability", "beyond"}]}; `beyond`, what came, is null before it has come.
[[nodiscard]] std::string scores_json(std::span<const Score>, int indent);

}  // namespace gammafield::studies
