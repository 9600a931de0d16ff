#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace gammafield::kernels {

/// A cash dividend: the price falls by `amount` dollars a share `years` from now.
struct CashDividend {
  double years = 0, amount = 0;
};

/// What the options of one call have in common. Requires S, T > 0; 16 steps or more.
struct LatticeTerms {
  double S = 0, T = 0, r = 0, q = 0;
  std::span<const CashDividend> dividends;  ///< the latest first; all after now, before T and above 0
  std::size_t prices = 400, times = 200;    ///< steps of ln S and of time
};

/// Columns of n options; sign: 1 a call, -1 a put. Requires K, sigma > 0 and a grid within exp's range (6 sigma sqrt(T)
/// and |ln(S/K)| in the low hundreds).
struct LatticeOptions {
  std::size_t n = 0;
  const double *sign = nullptr, *K = nullptr, *sigma = nullptr;
};

/// exercised: 1 where the option is worth its intrinsic value now; its delta is then +-1 and its gamma 0.
struct LatticeValues {
  double *price = nullptr, *delta = nullptr, *gamma = nullptr;
  std::uint8_t* exercised = nullptr;
};

/// American options by finite differences, a vector of them at a time, each on a grid of its own: Crank-Nicolson in ln
/// S with two steps after expiry and after each dividend taken as two implicit half steps each, exercise by policy
/// iteration, so it holds for two boundaries too. At a dividend V(S) before is V(S - amount) after, exercise just
/// before allowed; one takes at most 9/10 of the price. docs/methods.md 2.11.
void american_lattice(const LatticeTerms&, const LatticeOptions&, const LatticeValues&);

}  // namespace gammafield::kernels
