#pragma once

#include <cstdint>
#include <string_view>

#include "market/contract.h"

namespace gammafield::pricing {

/// Where it can pay to exercise an American option before its end, by the rates alone (docs/methods.md 2.11).
///   never           call with q <= 0 and r >= q ..., put with r <= 0 and q >= r: worth the European option
///   one_boundary    put with r > 0, or r = 0 and q < 0: below one price of the underlying; call: r and q change places
///   two_boundaries  put with q < r < 0: between two prices
enum class EarlyExercise : std::uint8_t { never, one_boundary, two_boundaries };

[[nodiscard]] constexpr EarlyExercise early_exercise(market::Right right, double r, double q) {
  const bool call = right == market::Right::call;
  const double interest = call ? q : r, carry = call ? r : q;  // a call is a put with both changed over
  if (interest > 0 || (interest == 0 && carry < 0)) return EarlyExercise::one_boundary;
  return interest < 0 && carry < interest ? EarlyExercise::two_boundaries : EarlyExercise::never;
}

}  // namespace gammafield::pricing
