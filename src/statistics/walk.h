#pragma once

namespace gammafield::statistics {

// What a price without drift or memory does at a level: the null that labels of breaks are read against.

/// The probability that a walk of symmetric continuous steps that starts on a level is above it at each of the next n
/// closes: C(2n, n) / 4^n, whatever the steps (Sparre Andersen 1954).
[[nodiscard]] double stays_beyond(unsigned n);

/// The same of n further closes, given that the first close was above: 2 C(2n+2, n+1) / 4^(n+1).
[[nodiscard]] double survives(unsigned n);

/// The share of breaks still beyond at each of the n closes that follow the first beyond, of a walk of equal normal
/// steps that comes to the level from afar, so that its first close beyond lies deeper than one from the level itself
/// would. n is at most 60.
[[nodiscard]] double still_beyond(unsigned n);

/// As shares of breaks; they sum to 1.
struct LabelRates {
  double real = 0;           ///< beyond at each of the 20 closes that follow the first beyond
  double fake = 0;           ///< back at one of the first 15
  double indeterminate = 0;  ///< back at one of the 16th to the 20th
};

/// Of that walk: 0.2114, 0.7577, 0.0309.
[[nodiscard]] LabelRates walk_label_rates();

}  // namespace gammafield::statistics
