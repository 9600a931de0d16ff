#include "pricing/parity_pairs.h"

#include <algorithm>
#include <cmath>

#include "pricing/quote_quality.h"

namespace gammafield::pricing {
namespace {

constexpr double window_max = 0.10;  // of the centre
constexpr double window_deviations = 3;
constexpr double straddle_per_deviation =
    0.7979;  // sqrt(2/pi): an at-the-money straddle in standard deviations of price
constexpr double window_of_volatility_index = 0.50;
constexpr double locked_quality = 0.5;

const ParityPair* smallest_difference(std::span<const ParityPair> pairs) {
  const auto size = [](const ParityPair& p) { return std::abs(p.mid_difference()); };
  const auto at = std::ranges::min_element(pairs, {}, size);
  return at == pairs.end() ? nullptr : &*at;
}

double straddle(const ParityPair& p) { return 0.5 * (p.call_bid + p.call_ask + p.put_bid + p.put_ask); }

std::vector<ParityPair> within(const std::vector<ParityPair>& pairs, double centre, double window) {
  std::vector<ParityPair> kept;
  kept.reserve(pairs.size());
  for (const ParityPair& p : pairs)
    if (std::abs(p.strike / centre - 1) <= window) kept.push_back(p);
  return kept;
}

}  // namespace

std::vector<ParityPair> parity_pairs(const market::ChainSnapshot& chain, std::span<const Rung> rungs,
                                     const std::vector<QuoteFlags>& flags) {
  std::vector<ParityPair> pairs;
  pairs.reserve(rungs.size());
  for (const Rung& rung : rungs) {
    if (!rung.call || !rung.put || !has_mid(flags[*rung.call]) || !has_mid(flags[*rung.put])) continue;
    const market::OptionRow &call = chain.rows[*rung.call], &put = chain.rows[*rung.put];
    const bool locked = ((flags[*rung.call] | flags[*rung.put]) & static_cast<QuoteFlags>(QuoteFlag::locked)) != 0;
    pairs.push_back({.strike = rung.strike,
                     .call_bid = bid_of(call),
                     .call_ask = ask_of(call),
                     .put_bid = bid_of(put),
                     .put_ask = ask_of(put),
                     .quality = locked ? locked_quality : 1});
  }
  return pairs;
}

std::optional<double> crude_forward(std::span<const ParityPair> pairs) {
  const ParityPair* at = smallest_difference(pairs);
  if (!at || at->strike + at->mid_difference() <= 0) return std::nullopt;
  return at->strike + at->mid_difference();
}

std::vector<ParityPair> near_the_money(const std::vector<ParityPair>& pairs, double centre) {
  std::vector<ParityPair> wide = within(pairs, centre, window_max);
  const ParityPair* at = smallest_difference(wide);
  if (!at) return wide;
  const double deviations = window_deviations * straddle(*at) / (straddle_per_deviation * centre);
  std::vector<ParityPair> narrow = within(wide, centre, std::min(window_max, deviations));
  return narrow.size() >= parity_pairs_min ? narrow : wide;
}

std::vector<ParityPair> widely_around(const std::vector<ParityPair>& pairs, double centre) {
  return within(pairs, centre, window_of_volatility_index);
}

}  // namespace gammafield::pricing
