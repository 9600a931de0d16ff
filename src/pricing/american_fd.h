#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pricing/black_scholes.h"

namespace gammafield::pricing {

/// A cash dividend: the price falls by `amount` dollars a share `years` from now. years > 0, amount >= 0.
struct CashDividend {
  double years = 0, amount = 0;
};

/// Why there is no value.
enum class LatticeFailure : std::uint8_t { bad_input, too_wide };
[[nodiscard]] std::string_view to_string(LatticeFailure);

struct LatticeValue {
  double price = 0, delta = 0, gamma = 0;
  bool exercised = false;  ///< worth its intrinsic value now
};

struct Lattice {
  std::size_t prices = 400, times = 200;
};

/// An American option by finite differences (docs/methods.md 2.11): Crank-Nicolson in ln S with four implicit half
/// steps after expiry and after each dividend, exercise by policy iteration, so it holds for two boundaries too. At a
/// dividend V(S) before is V(S - amount) after, exercise just before allowed. Dividends at or after expiry do not
/// count; one is at most 9/10 of the price. `q` of the input is on top of them. Independent of the boundary method;
/// about 1e-3 dollars on S = 100 with the default lattice.
[[nodiscard]] base::Result<LatticeValue, LatticeFailure> american_by_lattice(const BlackScholesInput&,
                                                                             std::span<const CashDividend> = {},
                                                                             Lattice = {});

}  // namespace gammafield::pricing
