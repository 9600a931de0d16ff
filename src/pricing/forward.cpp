#include "pricing/forward.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "pricing/parity_line.h"
#include "pricing/robust.h"

namespace gammafield::pricing {
namespace {

double weight_of(const ParityPair& pair, double tick) {
  const double spread = std::max(pair.half_spread(), tick);
  return pair.quality / (spread * spread);
}

std::vector<ParityPoint> points_of(std::span<const ParityPair> pairs, double tick) {
  std::vector<ParityPoint> points;
  points.reserve(pairs.size());
  for (const ParityPair& p : pairs) points.push_back({p.strike, p.mid_difference(), weight_of(p, tick)});
  return points;
}

/// P_bid - C_ask <= D (K - F) <= P_ask - C_bid.
double arbitrage_free_share(std::span<const ParityPair> pairs, double forward, double discount) {
  const auto is_free = [&](const ParityPair& p) {
    const double value = discount * (p.strike - forward);
    return p.put_bid - p.call_ask <= value && value <= p.put_ask - p.call_bid;
  };
  return static_cast<double>(std::ranges::count_if(pairs, is_free)) / static_cast<double>(pairs.size());
}

bool residuals_within_spreads(std::span<const ParityPair> pairs, const ParityLine& line) {
  std::vector<double> residuals, spreads;
  residuals.reserve(pairs.size());
  spreads.reserve(pairs.size());
  for (const ParityPair& p : pairs) {
    residuals.push_back(std::abs(p.mid_difference() - line.at(p.strike)));
    spreads.push_back(p.half_spread());
  }
  constexpr double rounding = 1e-9;  // quotes without a spread are exact only to this, dollars
  return median(std::move(residuals)) <= median(std::move(spreads)) + rounding;
}

/// F = centre + height / D with D = -slope; its variance by the delta method.
ForwardFit fit_of(const ParityLine& line) {
  const double discount = -line.slope, lever = line.height / discount;
  const double variance = line.height_variance + lever * lever * line.slope_variance + 2 * lever * line.covariance;
  return {.forward = line.centre + lever,
          .discount = discount,
          .source = ForwardSource::parity,
          .forward_se = std::sqrt(std::max(variance, 0.0)) / discount,
          .discount_se = std::sqrt(line.slope_variance)};
}

std::optional<ForwardFit> fit_slope(std::span<const ParityPair> pairs, double years, double tick) {
  if (years < slope_years_min) return std::nullopt;
  const ParityLine line = robust_parity_line(points_of(pairs, tick));
  if (!believable_discounts(years).contains(-line.slope) || !residuals_within_spreads(pairs, line)) return std::nullopt;
  return fit_of(line);
}

/// Weighted median of the forwards that each pair implies.
ForwardFit fit_median(std::span<const ParityPair> pairs, double discount, double tick) {
  std::vector<WeightedValue> implied;
  implied.reserve(pairs.size());
  for (const ParityPair& p : pairs) implied.push_back({p.strike + p.mid_difference() / discount, weight_of(p, tick)});
  ForwardFit fit{.forward = weighted_median(implied), .discount = discount, .source = ForwardSource::parity_fixed_rate};
  fit.forward_se = median_standard_error(implied, fit.forward);
  return fit;
}

bool is_finite(const ForwardFit& fit) {
  return std::isfinite(fit.forward) && std::isfinite(fit.discount) && std::isfinite(fit.forward_se) && fit.forward > 0;
}

/// Absurd quotes are left out before anything is sorted or summed.
bool is_sound(const ParityPair& p) {
  constexpr double largest = 1e9;  // dollars
  const auto within = [](double x, double low) { return x >= low && x <= largest; };
  return p.strike > 0 && p.quality > 0 && p.quality <= 1 && within(p.strike, 0) && within(p.call_bid, -largest) &&
         within(p.call_ask, p.call_bid) && within(p.put_bid, -largest) && within(p.put_ask, p.put_bid);
}

std::vector<ParityPair> sound(std::span<const ParityPair> pairs) {
  std::vector<ParityPair> kept;
  kept.reserve(pairs.size());
  std::ranges::copy_if(pairs, std::back_inserter(kept), is_sound);
  return kept;
}

}  // namespace

std::string_view to_string(ForwardSource source) {
  switch (source) {
    case ForwardSource::parity: return "parity";
    case ForwardSource::parity_fixed_rate: return "parity_fixed_rate";
    case ForwardSource::vendor_deltas: return "vendor_deltas";
    case ForwardSource::neighbours: return "neighbours";
    case ForwardSource::spot: return "spot";
  }
  return "spot";
}

DiscountRange believable_discounts(double years) {
  constexpr double rate_max = 0.20, rate_min = -0.02;  // a year
  return {std::exp(-rate_max * years), std::exp(-rate_min * years)};
}

std::optional<ForwardFit> forward_from_parity(std::span<const ParityPair> all, double years,
                                              std::optional<double> fixed_discount, double tick) {
  std::vector<ParityPair> kept;
  std::span<const ParityPair> pairs = all;
  if (!std::ranges::all_of(all, is_sound)) pairs = kept = sound(all);
  if (fixed_discount && !(*fixed_discount > 0)) return std::nullopt;
  if (pairs.size() < parity_pairs_min) return std::nullopt;
  std::optional<ForwardFit> fit =
      fixed_discount ? fit_median(pairs, *fixed_discount, tick) : fit_slope(pairs, years, tick);
  if (!fit || !is_finite(*fit)) return std::nullopt;
  fit->pairs = pairs.size();
  fit->arbitrage_free_share = arbitrage_free_share(pairs, fit->forward, fit->discount);
  return fit;
}

}  // namespace gammafield::pricing
