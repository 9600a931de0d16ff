#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace gammafield::levels {

/// Why there is no such level. Never spot, zero or a neighbouring strike instead: an invented level looks like a real
/// one.
enum class NoLevel : std::uint8_t {
  empty_book,           ///< no contract with open interest could be priced
  no_positive,          ///< no strike of that side has positive exposure
  no_negative,          ///< no strike of that side has negative exposure
  no_strike_on_side,    ///< every strike lies on the other side of spot
  positive_everywhere,  ///< net GEX is above zero over the whole domain: no flip
  negative_everywhere,  ///< net GEX is below zero over the whole domain: no flip
  no_sign_change,       ///< the alternative method found no change of sign
  no_flip,              ///< needs a flip, and there is none
  no_open_interest,     ///< no open interest in the chosen expiries and window
  no_volatility,        ///< no at-the-money volatility to measure with
  flip_not_verified,    ///< re-pricing at the root left more than 1e-8 of gross: withheld
  no_exposure,          ///< net GEX is nil (below 1e-12 of gross) wherever a flip could lie
  too_few_strikes,      ///< needs two strikes at least
  no_wall,              ///< measured against the walls, and there is none
  left_out,             ///< the analysis was asked for less (detail=levels)
};
[[nodiscard]] std::string_view to_string(NoLevel);

/// A level, or why there is none. A Level nobody has looked for yet is none: it never starts out as a price of zero.
template <class T>
class Level : public base::Result<T, NoLevel> {
  using Base = base::Result<T, NoLevel>;

 public:
  using Base::Base;
  Level() : Base(base::failure(NoLevel::empty_book)) {}
  Level(Base found) : Base(std::move(found)) {}  // NOLINT: as implicit as Base itself
};

}  // namespace gammafield::levels
