#pragma once

#include "hedging/book.h"

namespace gammafield::hedging {

/// What a dealer is handed when options settle: shares (+ received) and dollars (+ received, the strikes of the shares
/// paid). Worth the options' intrinsic value at this spot.
struct Settlement {
  double shares = 0, cash = 0;
};

/// Of what settles after `from` and not after `to`.
[[nodiscard]] Settlement settlement(const Book&, Minutes from, Minutes to, double spot);
[[nodiscard]] bool anything_settles(const Book&, Minutes from, Minutes to);

}  // namespace gammafield::hedging
