#include "hedging/policy.h"

#include <cmath>

#include "hedging/theory.h"

namespace gammafield::hedging {
namespace {

constexpr double same_instant = 1e-6;  // minutes; a clock of steps that are no whole minutes is not exact

double net_of(const HedgeView& view) { return view.options_delta.value() + view.hedge.value(); }

double step_end(const HedgeView& view) { return view.minute.value() + view.step.value(); }

double to_zero_if(bool now, const HedgeView& view) { return now ? -net_of(view) : 0; }

/// Nothing within a band of this half-width, the edge included.
double by_band(double half_width, BandTo to, const HedgeView& view) {
  const double net = net_of(view);
  const double widened = half_width * view.band_factor;
  if (std::abs(net) <= widened) return 0;
  return to == BandTo::target ? -net : std::copysign(widened, net) - net;
}

double shares_of(const policy::FixedBand& band, const HedgeView& view) {
  switch (band.unit) {
    case BandUnit::shares: return band.width;
    case BandUnit::per_100m: return band.width * view.option_shares.value() * view.spot.value() / 100e6;
    case BandUnit::per_option_share: return band.width * view.option_shares.value();
  }
  return 0;
}

struct Wanted {
  const HedgeView& view;

  double operator()(policy::Continuous) const { return to_zero_if(true, view); }

  double operator()(const policy::EveryMinutes& every) const {
    const auto multiples = [&](double minute) { return std::floor((minute + same_instant) / every.minutes.value()); };
    return to_zero_if(multiples(step_end(view)) > multiples(view.minute.value()), view);
  }

  double operator()(const policy::FixedBand& band) const { return by_band(shares_of(band, view), band.to, view); }

  double operator()(const policy::WhalleyWilmott& rule) const {
    const auto band = whalley_wilmott_band(view.spot, view.gamma, view.cost, rule.aversion, view.rate, view.years_left);
    return by_band(band.value(), BandTo::edge, view);
  }

  double operator()(const policy::Zakamouline& rule) const {
    if (view.gamma.value() == 0) return to_zero_if(true, view);  // settled: no volatility, no band
    const auto band =
        zakamouline_band(view.spot, view.implied_vol, view.gamma, view.years_left, view.cost, rule.aversion, view.rate);
    return by_band(band.h0.value() + band.h1.value(), BandTo::edge, view);
  }

  double operator()(policy::BreakEven) const {
    const double pays_for = break_even_move(view.spot, view.gamma, view.theta, years_of(Minutes{minutes_a_session}));
    const double moved = std::abs(view.spot.value() - view.last_traded_at.value()) / view.spot.value();
    return to_zero_if(moved > pays_for * view.band_factor, view);
  }

  double operator()(const policy::LastMinutes& last) const {
    return to_zero_if(step_end(view) > minutes_a_session - last.minutes.value() + same_instant, view);
  }

  double operator()(policy::EndOfDay) const {
    return to_zero_if(step_end(view) > minutes_a_session - same_instant, view);
  }

  double operator()(policy::TimeDecay) const { return view.decayed.value(); }
  double operator()(policy::Never) const { return 0; }
};

}  // namespace

market::Shares wanted_trade(const Policy& policy, const HedgeView& view) {
  return market::Shares{std::visit(Wanted{view}, policy)};
}

market::Shares in_lots(market::Shares trade, market::Shares lot) {
  if (lot.value() <= 0) return trade;
  return market::Shares{std::round(trade.value() / lot.value()) * lot.value()};
}

}  // namespace gammafield::hedging
