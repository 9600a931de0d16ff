#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hedging/walkthrough.h"

/// What widely read texts say of hedging and does not follow from their own examples; docs/methods.md 1.1.
namespace gammafield::hedging {

enum class Trades : std::uint8_t { not_said, buys, sells };

/// A dealer's position and a move, and what the text has him do.
struct Claim {
  std::string id;  ///< of docs/methods.md 1.1
  std::string source;
  std::string says;
  std::string because;  ///< why the dealer has the story's side, where the text gives him the other
  Walkthrough story;    ///< of one move, by the model
  Trades trades = Trades::not_said;
  MoveEffect effect = MoveEffect::none;  ///< that the text names; none where it names none
};

/// A claim held against what the policies do.
struct Verdict {
  std::string id, source, says, follows;
  market::Shares trade;                  ///< what he does
  MoveEffect effect = MoveEffect::none;  ///< none where nothing moved
  bool holds = false;
};

[[nodiscard]] const std::vector<Claim>& claims();
[[nodiscard]] Verdict verdict_of(const Claim&);

/// Of all claims, and of the two that are wrong in their figures alone.
[[nodiscard]] std::vector<Verdict> verdicts();

}  // namespace gammafield::hedging
