#pragma once

#include <cstddef>

namespace gammafield::kernels {

/// A smile's total variance over k: either raw SVI, w = a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2)), or, where
/// there are pieces, the cubic w = c[0] + t (c[1] + t (c[2] + t c[3])), t = k - start, of the last piece with start < k
/// (of the first where there is none), nowhere below `floor`. At least 1e-16 either way.
struct SmileShape {
  struct Svi {
    double a = 0, b = 0, rho = 0, m = 0, sigma = 1;
  };
  struct Piece {
    double start = 0;
    double c[4] = {};
  };
  Svi svi;
  const Piece* pieces = nullptr;  ///< start ascending
  std::size_t piece_count = 0;    ///< 0: SVI
  double floor = 0;
};

/// What columns must have behind their last element: readable, with heights 0, v = 1, any finite k not below the last.
inline constexpr std::size_t moving_padding = 8;

/// One expiry's options, whose total volatilities move when the underlying does (docs/methods.md 2.9). With the
/// underlying at x = ln(s/S) an option's is
///   v(x) = v + sqrt(w(k - x)) - smile_v + skew x,  at least 0.1 v, where it no longer moves
/// and its term height exp(-d2^2/2)/v(x), d2 = (x - k)/v(x) - v(x)/2. `total` adds what the volatility's own movement
/// does, per unit of exp(-d2^2/2):  -2 d2 v'/v + d1 d2 v'^2/v + v'' - v'.
struct MovingBumps {
  std::size_t count = 0;
  const double* k = nullptr;        ///< ln(K/F), ascending
  const double* v = nullptr;        ///< its own, > 0
  const double* smile_v = nullptr;  ///< sqrt(w(k))
  const double* net = nullptr;      ///< a height of either sign
  const double* gross = nullptr;    ///< a height >= 0
  double skew = 0;
  SmileShape smile;
  bool total = false;
};

/// The sums at n places: of the terms with net's heights; of the absolute values of those with gross's. Plain, in
/// lanes; a place's sums do not depend on the places beside it. Within 1e-13 of gross.
void moving_bump_sums(const MovingBumps&, std::size_t n, const double* x, double* net, double* gross);

}  // namespace gammafield::kernels
