#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pricing/american_expiry.h"
#include "pricing/black_scholes.h"
#include "pricing/dividend_schedule.h"

namespace gammafield::pricing {

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

using LatticeResult = base::Result<LatticeValue, LatticeFailure>;

/// What the contracts of one expiry have in common; `q` is on top of the dividends.
struct LatticeMarket {
  double S = 0, T = 0, r = 0, q = 0;
  std::span<const CashDividend> dividends = {};
};

/// American contracts by finite differences (kernels::american_lattice, docs/methods.md 2.11), one result each; also
/// where two boundaries bound. Dividends at or after expiry do not count. Independent of the boundary method; about
/// 1e-3 dollars on S = 100 with the default lattice.
[[nodiscard]] std::vector<LatticeResult> american_by_lattice(const LatticeMarket&, std::span<const AmericanContract>,
                                                             Lattice = {});
[[nodiscard]] LatticeResult american_by_lattice(const BlackScholesInput&, std::span<const CashDividend> = {},
                                                Lattice = {});

}  // namespace gammafield::pricing
