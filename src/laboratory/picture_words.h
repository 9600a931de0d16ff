#pragma once

#include <string>
#include <vector>

#include "hedging/path.h"
#include "hedging/scenario.h"

/// The sentences on the laboratory's pictures.
namespace gammafield::laboratory {

[[nodiscard]] std::string title_of(const hedging::Scenario&);

/// `Dealers are short gamma: ...`, with GEX and c = 100 kappa GEX of the start.
[[nodiscard]] std::string feedback_sentence(const hedging::Scenario&);

/// When a dealer trades: `to zero at every step`.
[[nodiscard]] std::string policy_words(const hedging::Policy&);

/// Who hedges how: `Desk: to zero at every step, one step later.`
[[nodiscard]] std::string dealers_sentence(const hedging::Scenario&);

/// Signs, time, and what the picture is not.
[[nodiscard]] std::vector<std::string> convention_notes();

}  // namespace gammafield::laboratory
