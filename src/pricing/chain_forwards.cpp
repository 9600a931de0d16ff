#include "pricing/chain_forwards.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/side_by_side.h"
#include "market/roots.h"
#include "pricing/american_chain.h"
#include "pricing/american_pairs.h"
#include "pricing/common_rate.h"
#include "pricing/parity_pairs.h"
#include "pricing/quote_quality.h"
#include "pricing/rate_curve.h"
#include "pricing/vendor_forward.h"

namespace gammafield::pricing {
namespace {

using Fits = std::vector<std::optional<ForwardFit>>;

constexpr double rate_se_max = 0.005;               // a year: a rate known worse is not carried to other expiries
constexpr double neighbour_years_max = 10 / 365.0;  // a carry is taken this far from the expiry that has it,
constexpr double neighbour_share_max = 0.25;        // or this share of its time,
constexpr int european_rounds = 3;                  // leave 0.0004 a year on real chains, root mean square
constexpr double longer_times_max = 3;              // or to longer expiries up to this multiple of its time,
constexpr double longer_from_years = 30 / 365.0;    // if that was not too short to tell a carry from a stale spot

std::vector<ParityPair> pairs_of(const ForwardQuestion& q, std::size_t expiry) {
  const std::vector<ParityPair> all = parity_pairs(q.chain, q.ladder.of(expiry), q.quote_flags);
  if (!is_priced_off_futures(q.chain.expiries[expiry])) return near_the_money(all, q.spot);
  const auto centre = crude_forward(all);
  return centre ? widely_around(all, *centre) : all;
}

std::vector<std::vector<ParityPair>> live_pairs(const ForwardQuestion& q) {
  std::vector<std::vector<ParityPair>> pairs(q.times.size());
  base::side_by_side(pairs.size(), q.threads, [&](std::size_t e) {
    if (q.times[e].years > 0) pairs[e] = pairs_of(q, e);
  });
  return pairs;
}

double rate_standard_error(const ForwardFit& fit, double years) { return fit.discount_se / (fit.discount * years); }

using Pairs = std::vector<std::vector<ParityPair>>;

/// Step 1 everywhere, the rate curve from it, step 2 for the rest.
Fits fits_from_pairs(const ForwardQuestion& q, const Pairs& pairs, std::optional<double> american_rate) {
  Fits fits(pairs.size());
  RateCurve curve;
  base::side_by_side(fits.size(), q.threads, [&](std::size_t e) {
    if (q.chain.expiries[e].exercise == market::Exercise::american) return;
    fits[e] = forward_from_parity(pairs[e], q.times[e].years, std::nullopt, q.tick);
  });
  for (std::size_t e = 0; e < fits.size(); ++e) {
    const double years = q.times[e].years;
    if (fits[e] && rate_standard_error(*fits[e], years) <= rate_se_max) curve.add(years, fits[e]->discount);
  }
  if (american_rate && curve.empty()) curve.add(1, std::exp(-*american_rate));
  base::side_by_side(fits.size(), q.threads, [&](std::size_t e) {
    if (!fits[e] && q.times[e].years > 0)
      fits[e] = forward_from_parity(pairs[e], q.times[e].years, curve.discount(q.times[e].years), q.tick);
  });
  return fits;
}

/// The rates a year that the slopes of expiries tell.
CommonRate::Told rates_of_slopes(const ForwardQuestion& q, const Pairs& european) {
  CommonRate::Told rates(european.size());
  base::side_by_side(rates.size(), q.threads, [&](std::size_t e) {
    const double years = q.times[e].years;
    const auto fit = forward_from_parity(european[e], years, std::nullopt, q.tick);
    if (fit && rate_standard_error(*fit, years) <= rate_se_max) rates[e] = -std::log(fit->discount) / years;
  });
  return rates;
}

/// The pairs of American expiries, by their place in the chain.
using Americans = std::vector<std::optional<AmericanPairs>>;

Americans american_pairs(const ForwardQuestion& q, const Pairs& pairs) {
  Americans out(pairs.size());
  for (std::size_t e = 0; e < pairs.size(); ++e)
    if (is_american(q.chain.expiries[e], q.exercise) && q.times[e].years > 0)
      out[e].emplace(pairs[e], q.spot, q.times[e].years);
  return out;
}

/// The pairs of American expiries as they would be quoted if European, by the forwards found so far.
Pairs without_early_exercise(const ForwardQuestion& q, const Pairs& pairs, Americans& americans, const Fits& fits) {
  Pairs out(pairs.size());
  base::side_by_side(pairs.size(), q.threads, [&](std::size_t e) {
    out[e] = fits[e] && americans[e] ? americans[e]->as_european(*fits[e]) : pairs[e];
  });
  return out;
}

Fits fits_from_quotes(const ForwardQuestion& q) {
  const Pairs pairs = live_pairs(q);
  Americans americans = american_pairs(q, pairs);
  if (std::ranges::none_of(americans, [](const auto& each) { return each.has_value(); }))
    return fits_from_pairs(q, pairs, std::nullopt);
  CommonRate common;
  std::optional<double> rate = CommonRate::median_of(rates_of_slopes(q, pairs));
  Fits fits = fits_from_pairs(q, pairs, rate);
  for (int round = 0; round < european_rounds; ++round) {
    const Pairs european = without_early_exercise(q, pairs, americans, fits);
    common.add(rate.value_or(0), rates_of_slopes(q, european));
    rate = common.found();
    fits = fits_from_pairs(q, european, rate);
  }
  return fits;
}

void add_vendor_deltas(const ForwardQuestion& q, Fits& fits) {
  for (std::size_t e = 0; e < fits.size(); ++e)
    if (!fits[e] && q.times[e].years > 0)
      fits[e] = forward_from_vendor_deltas(q.chain, q.ladder.of(e), q.spot, q.times[e].years);
}

/// What an expiry with a known forward says about another one.
struct Known {
  double years = 0, log_growth = 0, log_discount = 0;  ///< ln(F/S), ln D
  friend auto operator<=>(const Known&, const Known&) = default;
};

std::vector<Known> known_expiries(const ForwardQuestion& q, const Fits& fits) {
  std::vector<Known> known;
  for (std::size_t e = 0; e < fits.size(); ++e)
    if (fits[e]) known.push_back({q.times[e].years, std::log(fits[e]->forward / q.spot), std::log(fits[e]->discount)});
  std::ranges::sort(known);
  return known;
}

bool is_near(const Known& known, double years) {
  const double gap = std::abs(known.years - years);
  if (gap <= neighbour_years_max || gap <= neighbour_share_max * known.years) return true;
  return known.years >= longer_from_years && years > known.years && years <= longer_times_max * known.years;
}

/// The nearest one's rates beyond the known expiries; futures have a level, not a carry.
std::optional<Known> beyond(const Known& nearest, double years, bool off_futures) {
  if (!off_futures && !is_near(nearest, years)) return std::nullopt;
  const double scale = years / nearest.years;
  return Known{years, off_futures ? nearest.log_growth : scale * nearest.log_growth, scale * nearest.log_discount};
}

/// Linear in T between two.
std::optional<Known> carried_to(const std::vector<Known>& known, double years, bool off_futures) {
  if (known.empty()) return std::nullopt;
  const auto right = std::ranges::lower_bound(known, years, {}, &Known::years);
  if (right == known.begin()) return beyond(known.front(), years, off_futures);
  if (right == known.end()) return beyond(known.back(), years, off_futures);
  const Known& left = *(right - 1);
  const double share = (years - left.years) / (right->years - left.years);
  return Known{years, std::lerp(left.log_growth, right->log_growth, share),
               std::lerp(left.log_discount, right->log_discount, share)};
}

void add_neighbours(const ForwardQuestion& q, Fits& fits) {
  const std::vector<Known> known = known_expiries(q, fits);
  for (std::size_t e = 0; e < fits.size(); ++e) {
    if (fits[e] || q.times[e].years <= 0) continue;
    const auto carried = carried_to(known, q.times[e].years, is_priced_off_futures(q.chain.expiries[e]));
    if (!carried) continue;
    fits[e] = ForwardFit{.forward = q.spot * std::exp(carried->log_growth),
                         .discount = std::exp(carried->log_discount),
                         .source = ForwardSource::neighbours};
  }
}

}  // namespace

bool is_priced_off_futures(const market::Expiry& expiry) {
  return market::root_spec(expiry.root, expiry.exchange).kind == market::UnderlyingKind::volatility_index;
}

std::vector<ForwardFit> chain_forwards(const ForwardQuestion& q) {
  Fits fits(q.times.size());
  if (q.choice != ForwardChoice::spot) {
    fits = fits_from_quotes(q);
    if (q.choice == ForwardChoice::vendor_deltas) add_vendor_deltas(q, fits);
    add_neighbours(q, fits);
  }
  std::vector<ForwardFit> forwards;
  forwards.reserve(fits.size());
  for (const auto& fit : fits) forwards.push_back(fit.value_or(ForwardFit{.forward = q.spot}));
  return forwards;
}

}  // namespace gammafield::pricing
