#pragma once

#include <cstddef>
#include <cstdint>

#include "market/contract.h"
#include "market/units.h"

namespace gammafield::bands {

/// What contracts have in common when dealers' side of them is uncertain: right, tenor and moneyness
/// (docs/methods.md 4.2). Moneyness is m = ln(K/S) / (0.15 sqrt(max(T, 1/365))), cut at -2, -0.5, 0.5 and 2; tenor is
/// cut at 2 and 45 days. Of a contract on a cut: the lower one.
struct Bucket {
  static constexpr std::size_t moneyness_count = 5, tenor_count = 3, a_right = moneyness_count * tenor_count,
                               count = 2 * a_right;
  std::uint8_t index = 0;  ///< right * 15 + tenor * 5 + moneyness, each from low to high; calls first

  [[nodiscard]] market::Right right() const { return index < a_right ? market::Right::call : market::Right::put; }
  friend auto operator<=>(const Bucket&, const Bucket&) = default;
};

/// Requires strike > 0, spot > 0, years >= 0.
[[nodiscard]] Bucket bucket_of(market::Right, market::Strike, market::Spot, market::Years);

}  // namespace gammafield::bands
