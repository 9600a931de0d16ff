#include "pricing/chain_flags.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "market/calendar.h"
#include "pricing/chain_forwards.h"

namespace gammafield::pricing {
namespace {

constexpr double near_years = 90 / 365.0;  // an expiry farther away says little about spot
constexpr double spot_tolerance =
    0.0025;  // of spot: quotes run 15 minutes past the close, and that moves SPX by 0.15 %

std::string expiry_name(const market::Expiry& expiry) {
  return fmt::format("{} {}", expiry.root, market::to_string(expiry.date));
}

/// "SPX 2023-09-15", or "SPX 2023-09-15 and 3 more".
std::string names_of(const PricedChain& priced, const std::vector<std::size_t>& expiries) {
  const std::string first = expiry_name(priced.chain->expiries[expiries.front()]);
  return expiries.size() == 1 ? first : fmt::format("{} and {} more", first, expiries.size() - 1);
}

template <class Condition>
std::vector<std::size_t> live_expiries_where(const PricedChain& priced, Condition condition) {
  std::vector<std::size_t> found;
  for (std::size_t e = 0; e < priced.expiries.size(); ++e)
    if (priced.expiries[e].years > 0 && condition(e)) found.push_back(e);
  return found;
}

/// A due dividend is not a yield: on its eve it decides which calls are worth exercise.
std::string_view advice_on_dividends(const PricedChain& priced) {
  const bool american = std::ranges::any_of(priced.expiries, &PricedExpiry::american);
  return american && priced.settings.dividends.empty() ? "; --dividends puts dividends on their days" : "";
}

void flag_spot_disagreement(PricedChain& priced, std::span<const TimeLeft> times,
                            std::span<const ForwardFit> forwards) {
  if (priced.spot_source == market::SpotSource::parity || priced.spot_source == market::SpotSource::vendor_deltas)
    return;
  if (std::ranges::any_of(priced.chain->expiries, is_priced_off_futures)) return;
  const auto implied = parity_spot(forwards, times);
  const double spot = priced.spot.value();
  if (!implied || implied->nearest_years > near_years) return;
  if (std::abs(implied->spot / spot - 1) <= spot_tolerance) return;
  priced.flags.push_back({"spot_disagrees_with_parity",
                          fmt::format("spot is given as {:.2f}, puts and calls imply {:.2f} ({:+.2f} %; {} "
                                      "expiries, {:.2f} to {:.2f}): the quotes "
                                      "are of another time, or a dividend is due; the given spot was kept{}",
                                      spot, implied->spot, 100 * (implied->spot / spot - 1), implied->expiries,
                                      implied->low, implied->high, advice_on_dividends(priced))});
}

std::string_view advice_on_deltas(const PricedChain& priced) {
  const auto has_delta = [](const market::OptionRow& row) { return row.vendor_delta.has_value(); };
  if (priced.settings.forward != ForwardChoice::parity || std::ranges::none_of(priced.chain->rows, has_delta))
    return "";
  return "; forward_source=vendor_deltas takes it from the vendor's deltas";
}

void flag_forwards_from_spot(PricedChain& priced) {
  if (priced.settings.forward == ForwardChoice::spot) return;
  const auto from_spot = live_expiries_where(
      priced, [&](std::size_t e) { return priced.expiries[e].forward.source == ForwardSource::spot; });
  if (from_spot.empty()) return;
  priced.flags.push_back(
      {"forwards_from_spot",
       fmt::format("{} of {} live expiries have no quotes that imply a forward; it was taken as spot, with "
                   "r = q = 0: {}{}",
                   from_spot.size(), live_expiries_where(priced, [](std::size_t) { return true; }).size(),
                   names_of(priced, from_spot), advice_on_deltas(priced))});
}

void flag_expiring(PricedChain& priced) {
  const auto expiring = live_expiries_where(priced, [&](std::size_t e) { return priced.expiries[e].expiring; });
  if (expiring.empty()) return;
  priced.flags.push_back(
      {"expiring", fmt::format("less than a minute to settlement was counted as one: {}", names_of(priced, expiring))});
}

void flag_am_gap(PricedChain& priced) {
  const market::Calendar& calendar = *priced.chain->calendar;
  const auto in_gap = live_expiries_where(priced, [&](std::size_t e) {
    const market::Expiry& expiry = priced.chain->expiries[e];
    if (expiry.settlement != market::Settlement::am) return false;
    const market::Date settles = calendar.local(expiry.settles_at).date;
    return priced.chain->as_of >= calendar.session_close(calendar.previous_trading_day(settles));
  });
  if (in_gap.empty()) return;
  priced.flags.push_back(
      {"am_gap", fmt::format("settles at the next opening print and has stopped trading; its gamma ends with "
                             "that print: {}",
                             names_of(priced, in_gap))});
}

}  // namespace

market::DataFlag spot_from_parity_flag(const ParitySpot& implied) {
  return {"spot_from_parity",
          fmt::format("the file has no spot: {:.2f} implied by puts and calls of {} expiries ({:.2f} to {:.2f}){}",
                      implied.spot, implied.expiries, implied.low, implied.high,
                      implied.carry_known ? "" : ", the forward of the only usable expiry")};
}

market::DataFlag spot_from_vendor_deltas_flag(double spot) {
  return {"spot_from_vendor_deltas",
          fmt::format("the file has no spot and too few quotes to imply one: {:.2f} is what the vendor's deltas and "
                      "volatilities of the nearest expiries imply; --spot gives a better one",
                      spot)};
}

void flag_chain(PricedChain& priced, std::span<const TimeLeft> times, std::span<const ForwardFit> forwards) {
  flag_spot_disagreement(priced, times, forwards);
  flag_forwards_from_spot(priced);
  flag_expiring(priced);
  flag_am_gap(priced);
}

}  // namespace gammafield::pricing
