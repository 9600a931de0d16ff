#include "pricing/vendor_forward.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "pricing/black_scholes.h"
#include "pricing/robust.h"
#include "pricing/scaled_erfc.h"

namespace gammafield::pricing {
namespace {

constexpr std::size_t strikes_min = 5;
constexpr double delta_min = 0.1, delta_max = 0.9;  // outside, four printed digits no longer tell d1
constexpr double spread_max = 0.01;                 // of the forward
constexpr std::size_t spot_expiries_max = 4;
constexpr double spot_years_max = 90 / 365.0;  // beyond, carry is no longer nil

/// N^-1(p) by Newton's steps from the centre; p in [0.05, 0.95], where they converge in a few.
double normal_quantile(double p) {
  double x = (p - 0.5) / inverse_sqrt_2pi;
  for (int i = 0; i < 8; ++i) x -= (normal_distribution(x) - p) / normal_density(x);
  return x;
}

bool is_readable(const market::OptionRow& row) {
  if (!row.vendor_delta || !row.vendor_vol) return false;
  const double size = std::abs(row.vendor_delta->value());
  return size >= delta_min && size <= delta_max;
}

/// N(d1) of a row: the call's delta, or one minus the size of the put's, freed of e^{-qT}.
double forward_of(const market::OptionRow& row, double carry, double years) {
  const double delta = row.vendor_delta->value() / carry;
  const double d1 = normal_quantile(std::clamp(delta > 0 ? delta : 1 + delta, 0.05, 0.95));
  const double v = row.vendor_vol->value() * std::sqrt(years);
  return row.strike.value() * std::exp(d1 * v - 0.5 * v * v);
}

struct ReadableStrikes {
  std::vector<const market::OptionRow*> rows;
  std::vector<double> carries;
};

ReadableStrikes readable_strikes(const market::ChainSnapshot& chain, std::span<const Rung> rungs) {
  ReadableStrikes found;
  for (const Rung& rung : rungs) {
    if (!rung.call || !rung.put) continue;
    const market::OptionRow &call = chain.rows[*rung.call], &put = chain.rows[*rung.put];
    if (!is_readable(call) || !is_readable(put)) continue;
    found.rows.insert(found.rows.end(), {&call, &put});
    found.carries.push_back(call.vendor_delta->value() - put.vendor_delta->value());
  }
  return found;
}

double quartile_range(std::vector<WeightedValue> values) {
  std::ranges::sort(values, {}, &WeightedValue::value);
  return values[values.size() * 3 / 4].value - values[values.size() / 4].value;
}

struct Implied {
  double forward = 0;
  double carry = 1;  ///< e^{-qT}
  std::size_t strikes = 0;
  double standard_error = 0;
};

std::optional<Implied> implied_forward(const market::ChainSnapshot& chain, std::span<const Rung> rungs, double years) {
  const ReadableStrikes strikes = readable_strikes(chain, rungs);
  if (strikes.carries.size() < strikes_min || !(years > 0)) return std::nullopt;
  const double carry = median(strikes.carries);
  if (!(carry > 0.5 && carry < 1.5)) return std::nullopt;
  std::vector<WeightedValue> implied;
  for (const market::OptionRow* row : strikes.rows) implied.push_back({forward_of(*row, carry, years), 1});
  const double forward = weighted_median(implied);
  if (!std::isfinite(forward) || !(forward > 0) || quartile_range(implied) > spread_max * forward) return std::nullopt;
  return Implied{forward, carry, strikes.carries.size(), median_standard_error(implied, forward)};
}

}  // namespace

std::optional<ForwardFit> forward_from_vendor_deltas(const market::ChainSnapshot& chain, std::span<const Rung> rungs,
                                                     double spot, double years) {
  const auto implied = implied_forward(chain, rungs, years);
  if (!implied) return std::nullopt;
  const DiscountRange range = believable_discounts(years);
  return ForwardFit{.forward = implied->forward,
                    .discount = std::clamp(implied->carry * spot / implied->forward, range.low, range.high),
                    .source = ForwardSource::vendor_deltas,
                    .forward_se = implied->standard_error,
                    .pairs = implied->strikes};
}

std::optional<double> spot_from_vendor_deltas(const market::ChainSnapshot& chain, const StrikeLadder& ladder,
                                              std::span<const TimeLeft> times) {
  std::vector<double> forwards;  // expiries come in the order of settlement
  for (std::size_t e = 0; e < times.size() && forwards.size() < spot_expiries_max; ++e) {
    if (times[e].years > spot_years_max) break;
    if (const auto implied = implied_forward(chain, ladder.of(e), times[e].years)) forwards.push_back(implied->forward);
  }
  if (forwards.empty()) return std::nullopt;
  return median(std::move(forwards));
}

}  // namespace gammafield::pricing
