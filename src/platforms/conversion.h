#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "market/date.h"
#include "market/units.h"

/// Levels of one underlying on the chart of another: SPX on ES, NDX on QQQ.
namespace gammafield::platforms {

/// difference: level + (to - from), as a future and its index go. ratio: level * (to / from), as an index and its fund
/// go.
enum class ConversionMethod : std::uint8_t { difference, ratio };
[[nodiscard]] std::string_view to_string(ConversionMethod);
[[nodiscard]] std::optional<ConversionMethod> parse_conversion_method(std::string_view);  ///< `difference`, `ratio`

/// What the user says: `--to ES --to-price 5012.25 --by difference`.
struct ConversionWish {
  std::string to;                           ///< `ES`, also as platforms write it: `/ESZ6`, `ES1!`, `ES 12-26`
  double to_price = 0;                      ///< at about the time of the chain
  std::optional<ConversionMethod> by = {};  ///< none: as is usual for the pair
};

/// Prices of one instrument as those of another, by the two prices at one moment.
struct Conversion {
  std::string from, to;  ///< as given
  market::Spot from_price, to_price;
  market::Instant at;  ///< of from_price; to_price is taken as of the same moment
  ConversionMethod by = ConversionMethod::difference;

  [[nodiscard]] market::Spot operator()(market::Spot) const;
};

/// Refuses (usage), in one line: a price that is none, no instrument, a pair whose prices stand in a ratio far from
/// the usual one, a difference between instruments of other sizes, a pair that is not in the table without a method.
[[nodiscard]] base::Result<Conversion, base::Refusal> conversion(std::string_view from, market::Spot from_price,
                                                                 market::Instant at, const ConversionWish&);

/// `SPX 5000 = ES 5012.25 at 2026-08-18T20:00:00Z by difference +12.25`: without commas, for labels that end at one.
[[nodiscard]] std::string basis_text(const Conversion&);

/// The product an instrument's name stands for: `ES` of `/ESZ6`, `ES1!`, `ES 12-26`, `ESZ6.CME@RITHMIC`; otherwise the
/// name itself in capitals.
[[nodiscard]] std::string product_of(std::string_view instrument);

}  // namespace gammafield::platforms
