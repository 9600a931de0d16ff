#pragma once

#include <string>
#include <vector>

#include "hedging/monte_carlo.h"

namespace gammafield::laboratory {

/// What the figures say and what they do not, a sentence or two each.
[[nodiscard]] std::vector<std::string> sentences(const hedging::Scenario&, const hedging::Outcome&);

}  // namespace gammafield::laboratory
