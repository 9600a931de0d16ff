#include <algorithm>
#include <memory>
#include <string>

#include "market/calendar.h"
#include "market/roots.h"
#include "pricing/fuzz_input.h"
#include "pricing/priced_chain.h"

namespace {

using namespace gammafield;
using namespace gammafield::pricing;

constexpr market::Instant now{std::chrono::seconds{1'787'000'000}};  // a Monday of August 2026

market::Expiry expiry_of(FuzzInput& in) {
  static const std::string roots[] = {"SPX", "SPXW", "SPY", "VIX"};
  market::Expiry expiry;
  expiry.root = roots[in.take<std::uint8_t>() % 4];
  const market::RootSpec spec = market::root_spec(expiry.root);
  expiry.settlement = spec.settlement;
  expiry.exercise = spec.exercise;
  const auto today = std::chrono::floor<std::chrono::days>(now);
  expiry.date = today + std::chrono::days(in.take<std::uint16_t>() % 1500) - std::chrono::days(3);
  expiry.settles_at = market::Calendar::us().settles_at(expiry.date, expiry.settlement);
  return expiry;
}

template <class Unit>
std::optional<Unit> maybe(FuzzInput& in, double high, std::uint8_t shape) {
  if (shape % 4 == 0) return std::nullopt;
  if (shape % 4 == 1) return Unit{in.between(0, 0.01 * std::min(high, 1e4))};
  const auto value = in.any_within(0, high);
  return value ? std::optional(Unit{*value}) : std::nullopt;
}

/// What a reader can hand on: strikes in (0, 1e6], prices in [0, 1e9], volatilities in (0, 100].
std::optional<market::OptionRow> row_of(FuzzInput& in) {
  market::OptionRow row;
  const auto shape = in.take<std::uint16_t>();
  const auto strike = shape % 2 == 0 ? std::optional(in.between(1, 200)) : in.any_within(1e-9, 1e6);
  if (!strike) return std::nullopt;
  row.strike = market::Strike{*strike};
  row.right = shape / 2 % 2 == 0 ? market::Right::call : market::Right::put;
  row.bid = maybe<market::Price>(in, 1e9, static_cast<std::uint8_t>(shape >> 2));
  row.ask = maybe<market::Price>(in, 1e9, static_cast<std::uint8_t>(shape >> 4));
  row.vendor_vol = maybe<market::ImpliedVol>(in, 100, static_cast<std::uint8_t>(shape >> 6));
  row.printed_vol = row.vendor_vol;
  row.vendor_delta = market::Delta{in.between(-1, 1)};
  return row;
}

std::shared_ptr<market::ChainSnapshot> chain_of(FuzzInput& in) {
  auto chain = std::make_shared<market::ChainSnapshot>();
  chain->as_of = now;
  if (in.take<std::uint8_t>() % 2 == 0) chain->spot = market::Spot{in.between(0.01, 200)};
  while (!in.empty() && chain->rows.size() < 2000) {
    if (chain->expiries.empty() || in.take<std::uint8_t>() % 16 == 0) chain->expiries.push_back(expiry_of(in));
    auto row = row_of(in);
    if (!row) continue;
    row->expiry = static_cast<std::uint32_t>(chain->expiries.size() - 1);
    chain->rows.push_back(*row);
  }
  return chain;
}

PricingSettings settings_of(FuzzInput& in) {
  const auto bits = in.take<std::uint16_t>();
  return {.vol = static_cast<VolChoice>(bits % 4),
          .vol_side = static_cast<VolSide>(bits / 4 % 2),
          .forward = static_cast<ForwardChoice>(bits / 8 % 3),
          .clock = static_cast<Clock>(bits / 24 % 3),
          .exercise = static_cast<ExerciseModel>(bits / 72 % 3),
          .clock_events = {},
          .dividends = {}};
}

}  // namespace

/// Any chain: every row priced or accounted for, every number finite; or one line why not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzInput in(data, size);
  const PricingSettings settings = settings_of(in);
  const auto chain = chain_of(in);
  const auto priced = price_chain(chain, settings);
  if (!priced) {
    require(!priced.error().message.empty());
    return 0;
  }
  require(priced->options.size() + priced->unpriced.size() == chain->rows.size());
  require(priced->quote_flags.size() == chain->rows.size() && priced->expiries.size() == chain->expiries.size());
  require_finite({priced->spot.value()});
  for (const PricedExpiry& expiry : priced->expiries)
    require_finite({expiry.years, expiry.forward.forward, expiry.forward.discount, expiry.forward.forward_se,
                    expiry.rate, expiry.carry, expiry.atm_vol});
  for (const PricedOption& option : priced->options) {
    const Greeks& g = option.greeks;
    require_finite({option.sigma, g.price, g.delta, g.gamma, g.vega, g.theta, g.vanna, g.charm, g.speed, g.zomma,
                    g.colour, g.volga});
    require(option.sigma > 0 && g.gamma >= 0);
  }
  return 0;
}
