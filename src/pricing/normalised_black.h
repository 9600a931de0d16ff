#pragma once

/// Internal to pricing/: Black's formula in the two numbers it really depends on. An out-of-the-money option is worth
/// sqrt(F K) b(x, v) undiscounted, with x = -|ln(F/K)| and v = sigma sqrt(T):
///   b = e^{x/2} N(x/v + v/2) - e^{-x/2} N(x/v - v/2)  =  1/2 e^{-(h^2+t^2)/2} [E(h - t) - E(h + t)],
/// h = -x/v, t = v/2, E(z) = exp(z^2/2) erfc(z/sqrt 2). Its complement e^{x/2} - b is 1/2 e^{...} [E(t - h) + E(t +
/// h)]. The bracket never under- or overflows where b can be told from nothing, and holds its relative accuracy in both
/// tails.
namespace gammafield::pricing {

/// ln f and d ln f / dv of a positive function f of v.
struct LogValue {
  double log = 0;
  double slope = 0;
};

/// Requires x <= 0, v > 0; exponents down to about -700 each.
[[nodiscard]] LogValue log_normalised_black(double x, double v);
/// ln(e^{x/2} - b); for v >= sqrt(2 |x|), where nothing cancels. The slope is negative.
[[nodiscard]] LogValue log_normalised_complement(double x, double v);

/// b itself; 0 when below the smallest double.
[[nodiscard]] double normalised_black(double x, double v);

/// ln(F/K) with full relative accuracy at the money; any positive doubles.
[[nodiscard]] double log_moneyness(double F, double K);

}  // namespace gammafield::pricing
