#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "market/units.h"

/// The one place of the tie rule (docs/methods.md 1.4.3), for walls and for open interest alike.
namespace gammafield::levels {

/// A strike and what it is judged by, in the contest's own unit; only scores above zero can win.
struct Contender {
  market::Strike strike;
  double score = 0;
  market::Contracts open_interest;
};

/// Index of the highest score; none when no score is above zero. Scores that differ by less than 1e-9 of the best are
/// tied: nearest to spot wins, then the larger open interest, then the lower strike.
[[nodiscard]] std::optional<std::size_t> winner(std::span<const Contender>, market::Spot);

/// Highest over second highest score, >= 1; none unless both are above zero.
[[nodiscard]] std::optional<double> rank_gap(std::span<const Contender>);

}  // namespace gammafield::levels
