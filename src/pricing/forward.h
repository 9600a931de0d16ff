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
  double quality = 1;  ///< factor of its weight; 1/2 for a locked quote

  [[nodiscard]] double mid_difference() const { return 0.5 * (call_bid + call_ask - put_bid - put_ask); }  ///< C - P
  [[nodiscard]] double half_spread() const { return 0.5 * (call_ask - call_bid + put_ask - put_bid); }     ///< of C - P
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
  double forward = 0;   ///< dollars
  double discount = 1;  ///< of one dollar at settlement
  ForwardSource source = ForwardSource::spot;
  double forward_se = 0;            ///< sandwich standard error, dollars; 0 when not from parity
  double discount_se = 0;           ///< the same of the discount; 0 when it was not fitted
  std::size_t pairs = 0;            ///< strikes used
  double arbitrage_free_share = 1;  ///< share of pairs with P_bid - C_ask <= D(K-F) <= P_ask - C_bid
};

inline constexpr std::size_t parity_pairs_min = 5;
inline constexpr double slope_years_min = 7 / 365.0;  ///< below, the slope of C - P over strikes does not tell D

/// Discounts of a rate between -2 % and 20 % a year; any other slope is early exercise or noise (docs/methods.md 2.5).
struct DiscountRange {
  double low = 0, high = 0;
  [[nodiscard]] bool contains(double discount) const { return discount >= low && discount <= high; }
};
[[nodiscard]] DiscountRange believable_discounts(double years);

/// Robust regression of C - P on K (docs/methods.md 2.5): weights 1/max(half-spread, tick)^2, Huber's at 1.345 scales,
/// pairs beyond 4 scales dropped and fitted once more. None with fewer than five pairs; without `fixed_discount` also
/// where the slope cannot be believed: under 7 days, D outside [e^-0.20T, e^0.02T], or residuals larger than the
/// spreads. Then ask again with a discount of the rate curve: F is the weighted median of K + (C - P)/D, and forward_se
/// that of a median.
[[nodiscard]] std::optional<ForwardFit> forward_from_parity(std::span<const ParityPair>, double years,
                                                            std::optional<double> fixed_discount, double tick = 0.05);

}  // namespace gammafield::pricing
