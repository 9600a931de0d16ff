#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hedging/units.h"
#include "market/units.h"

/// How far spot moves, and how long that takes, until an option's delta has left a band. docs/methods.md 1.4.15.
namespace gammafield::hedging {

/// Between two moves of spot, in dollars.
struct MoveRange {
  market::Usd low, high;
};

/// A call so far out of the money, and how often the text has it re-hedged.
struct RehedgeCase {
  std::string name;
  double out_of_the_money = 0;  ///< of spot
  market::Years left;           ///< calendar, as the text's
  std::string text_says;
  std::optional<MoveRange> text_move;
};

/// A band in delta a share of option.
struct RehedgeBand {
  std::string name;
  market::Delta width;
};

struct Rehedge {
  market::Usd move;  ///< width / gamma: gamma as it is now
  Minutes between;   ///< of trading, on average, for a price of that volatility without drift to make the move
};

struct RehedgeRow {
  RehedgeCase of;
  market::Strike strike;
  market::Delta delta;
  market::Gamma gamma;
  std::vector<std::optional<Rehedge>> by_band;          ///< none where the move would be longer than spot: never
  std::optional<double> text_band_low, text_band_high;  ///< that the text's moves come to: move * gamma, delta a share
};

struct RehedgeTable {
  market::Spot spot;
  market::ImpliedVol vol;
  std::vector<RehedgeBand> bands;
  std::vector<RehedgeRow> rows;
};

/// The four cases of the text; what it says of them only at its own price of $450, since that is in dollars.
[[nodiscard]] std::vector<RehedgeCase> text_cases(market::Spot);

/// Bands of so much delta a share, and the text's desks of 500, 1,500 and 5,000 shares for each $100M.
[[nodiscard]] std::vector<RehedgeBand> rehedge_bands(const std::vector<double>& widths, market::Spot);

/// Requires spot, volatility and every time left > 0. No rates.
[[nodiscard]] RehedgeTable rehedge_table(market::Spot, market::ImpliedVol, std::vector<RehedgeBand>,
                                         const std::vector<RehedgeCase>&);

/// A flow from outside against the hedging of a wall: the text's pension fund against 50,000 calls, whose delta changes
/// by 0.05 to 0.09 on the way to the strike.
struct OutsideFlow {
  market::Usd flow{2e9};
  market::Contracts contracts{50'000};
  market::Delta change_low{0.05}, change_high{0.09};
};
struct Swamped {
  market::Usd hedging_low, hedging_high;
  double ratio_low = 0, ratio_high = 0;  ///< flow over hedging
};
[[nodiscard]] Swamped swamped(const OutsideFlow&, market::Spot);

}  // namespace gammafield::hedging
