#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hedging/policy.h"
#include "market/contract.h"
#include "market/units.h"

/// The numbered examples of the texts that hedging is learnt from, carried out by the policies of the laboratory.
namespace gammafield::hedging {

/// Whence deltas are. `text`: as the text gives them, or in a straight line by its gamma. `model`: Black-Scholes.
enum class Deltas : std::uint8_t { text, model };

/// Options that have the text's delta at its start.
struct Modelled {
  market::Strike strike;
  double total_volatility = 0;  ///< sigma sqrt T at the start
  double days = 30;             ///< to settlement
};

struct Move {
  std::string what;
  market::Spot spot;
  std::optional<market::Delta> delta;   ///< where the text gives one; else by gamma
  double days = 0;                      ///< since the start
  bool instead = false;                 ///< of what went before: from the start again
  std::optional<market::Shares> holds;  ///< what the text has him hold then
};

/// One dealer, one option, and what happens.
struct Walkthrough {
  std::string name, title, source;
  market::Contracts contracts;  ///< of 100 shares; + the dealer is long
  market::Right right = market::Right::call;
  market::Delta delta;  ///< a share, long, at the start
  market::Gamma gamma{0};
  std::optional<Modelled> model;  ///< none: the text's deltas are all there is
  Policy policy = policy::Continuous{};
  Move start;
  std::vector<Move> moves;
};

enum class MoveEffect : std::uint8_t { none, dampens, amplifies };
[[nodiscard]] std::string_view to_string(MoveEffect);

/// What a move did. Shares are whole.
struct WalkStep {
  Move move;
  market::Delta delta;
  market::Shares options_delta, net_before, trade, hedge;
  market::Usd options_gain, hedge_gain;  ///< of the move: its length times the mean of the deltas, or times the hedge
  MoveEffect effect = MoveEffect::none;  ///< buying into a rise, selling into a fall: amplifies
};

/// The start, at which the whole delta is hedged, and each move.
[[nodiscard]] std::vector<WalkStep> walk(const Walkthrough&, Deltas);

/// The dealer on the other side of everything.
[[nodiscard]] Walkthrough mirrored(Walkthrough);

/// All examples of the texts, and the mirror of the first.
[[nodiscard]] const std::vector<Walkthrough>& walkthroughs();

}  // namespace gammafield::hedging
