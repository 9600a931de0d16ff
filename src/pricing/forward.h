#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gammafield::pricing {

/// A call and a put of one strike and expiry with usable two-sided quotes.
struct ParityPair {
  double strike = 0;
  double call_bid = 0, call_ask = 0, put_bid = 0, put_ask = 0;
};

/// Where an expiry's forward and discount came from, best first.
enum class ForwardSource : std::uint8_t {
  parity,             ///< both from the regression over strikes
  parity_fixed_rate,  ///< discount from the rate curve, forward from parity
  vendor_deltas,      ///< no usable quotes: the forward at which the vendor's call and put volatilities or deltas agree
  neighbours,         ///< carry of the neighbouring expiries
  spot,               ///< nothing else known: F = S, D = 1 (or `forward_source=spot`)
};
[[nodiscard]] std::string_view to_string(ForwardSource);

/// The forward of one expiry, with its standard error and how good the parity evidence is.
struct ForwardFit {
  double forward = 0;        ///< dollars
  double discount = 1;       ///< of one dollar at settlement
  ForwardSource source = ForwardSource::spot;
  double forward_se = 0;     ///< sandwich standard error, dollars; 0 when not from parity
  std::size_t pairs = 0;     ///< strikes used
  double arbitrage_free_share = 1;  ///< share of pairs with P_bid - C_ask <= D(K-F) <= P_ask - C_bid
};

/// Robust regression of C - P on K (docs/methods.md 2.5: Huber weights, one refit, acceptance of D). None with fewer than
/// five pairs. `fixed_discount` skips the slope: always for T under 7 days.
[[nodiscard]] std::optional<ForwardFit> forward_from_parity(std::span<const ParityPair>, double years,
                                                            std::optional<double> fixed_discount);

}  // namespace gammafield::pricing
