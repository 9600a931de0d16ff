#pragma once

#include <string>
#include <vector>

#include "exports/text_table.h"
#include "hedging/claims.h"
#include "hedging/walkthrough.h"

namespace gammafield::laboratory {

/// What is told: some examples, and what of the texts does not follow.
struct Walkthroughs {
  hedging::Deltas deltas = hedging::Deltas::text;
  std::vector<hedging::Walkthrough> stories;
  std::vector<hedging::Verdict> verdicts;
};

/// Every move in two lines: what happens, and what the dealer does about it and then holds.
[[nodiscard]] std::string walkthrough_text(const Walkthroughs&, const exports::TextStyle&);
/// A row a move.
[[nodiscard]] std::string walkthrough_csv(const Walkthroughs&);
/// Schema `gammafield.walkthrough/1`.
[[nodiscard]] std::string walkthrough_json(const Walkthroughs&, int indent);

}  // namespace gammafield::laboratory
