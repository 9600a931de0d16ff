#include "hedging/scenario.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace gammafield::hedging {
namespace {

bool hedges_moves(const Dealer& dealer) {
  return !std::holds_alternative<policy::Never>(dealer.policy) &&
         !std::holds_alternative<policy::TimeDecay>(dealer.policy);
}

double impact(const Scenario& scenario) {
  return scenario.impact.permanent.value() + scenario.impact.transient.value();
}

/// Dollars of stock that these dealers trade against a move of 1 %.
template <class Which>
double exposure(const Scenario& scenario, Which which) {
  double sum = 0;
  for (const auto& dealer : scenario.dealers)
    if (hedges_moves(dealer) && which(dealer)) sum += gamma_exposure(dealer.book, scenario.spot, Minutes{0}).value();
  return sum;
}

bool is_within(double value, double low, double high) { return value >= low && value <= high; }  // false for NaN

/// The first member out of its range.
class Ranges {
 public:
  void hold(std::string_view member, double value, double low, double high) {
    if (wrong_.empty() && !is_within(value, low, high)) {
      wrong_ = fmt::format("{} is {:g}, not within [{:g}, {:g}]", member, value, low, high);
    }
  }
  void require(bool holds, std::string_view sentence) {
    if (wrong_.empty() && !holds) wrong_ = sentence;
  }
  [[nodiscard]] const std::string& wrong() const { return wrong_; }

 private:
  std::string wrong_;
};

void hold_book(Ranges& ranges, const Dealer& dealer) {
  const std::string of = fmt::format("dealer {}: ", dealer.name);
  ranges.require(!dealer.book.positions.empty(), of + "holds no options");
  for (const auto& expiry : dealer.book.expiries) {
    ranges.hold(of + "minutes to an expiry", expiry.settles.value(), 1e-3, 100 * minutes_a_year);
    ranges.hold(of + "rate", expiry.rate.value(), -1, 1);
    ranges.hold(of + "carry", expiry.carry.value(), -1, 1);
  }
  for (const auto& position : dealer.book.positions) {
    ranges.require(position.expiry < dealer.book.expiries.size(), of + "an option of no expiry");
    ranges.hold(of + "a strike", position.strike.value(), 1e-6, 1e9);
    ranges.hold(of + "shares of an option", position.shares.value(), -1e15, 1e15);
    ranges.hold(of + "an implied volatility", position.implied_vol.value(), 1e-3, 20);
  }
}

void hold_dealer(Ranges& ranges, const Dealer& dealer, const Impact& impact) {
  const std::string of = fmt::format("dealer {}: ", dealer.name);
  hold_book(ranges, dealer);
  ranges.hold(of + "half-spread", dealer.costs.half_spread.value(), 0, 0.5);
  ranges.hold(of + "fee", dealer.costs.fee.value(), 0, 1e6);
  ranges.hold(of + "temporary impact", dealer.costs.temporary, 0, 100);
  ranges.hold(of + "lot", dealer.lot.value(), 0, 1e12);
  ranges.hold(of + "lag", dealer.lag, 0, 10'000);
  if (const auto* every = std::get_if<policy::EveryMinutes>(&dealer.policy)) {
    ranges.hold(of + "minutes between trades", every->minutes.value(), 1e-3, minutes_a_session);
  }
  if (dealer.hedge_vol.kind == HedgeVol::Kind::fixed) {
    ranges.hold(of + "volatility hedged with", dealer.hedge_vol.fixed.value(), 1e-3, 20);
  }
  if (dealer.costs.temporary > 0) {
    ranges.require(impact.daily_volume.value() > 0 && impact.daily_volatility.value() > 0,
                   of + "temporary impact needs the market's daily volume and daily volatility");
  }
}

void hold_market(Ranges& ranges, const Scenario& scenario) {
  ranges.hold("spot", scenario.spot.value(), 1e-6, 1e9);
  ranges.hold("step", scenario.step.value(), 1e-3, minutes_a_year);
  const double a_session = minutes_a_session / scenario.step.value();
  ranges.require(!scenario.noise.u_shaped || std::abs(a_session - std::round(a_session)) < 1e-9,
                 "noise: a U shape needs a step that divides the session's 390 minutes");
  ranges.hold("minutes", scenario.minutes.value(), scenario.step.value(), 100 * minutes_a_year);
  ranges.hold("steps of the run", scenario.minutes.value() / scenario.step.value(), 1, 1e6);
  ranges.hold("minute of the session at the start", scenario.starts.value(), 0, minutes_a_session);
  ranges.hold("rate", scenario.rate.value(), -1, 1);
  ranges.hold("dividend", scenario.dividend.value(), -1, 1);
  ranges.hold("noise volatility", scenario.noise.volatility.value(), 0, 20);
  ranges.hold("noise drift", scenario.noise.drift.value(), -100, 100);
  ranges.hold("permanent impact", scenario.impact.permanent.value(), 0, 1);
  ranges.hold("transient impact", scenario.impact.transient.value(), 0, 1);
  ranges.hold("half-life of impact", scenario.impact.half_life.value(), 1e-3, 1e9);
}

void hold_others(Ranges& ranges, const Scenario& scenario) {
  if (const auto& regime = scenario.regime) {
    ranges.hold("regime: times a session", regime->a_session, 0, 1e4);
    ranges.hold("regime: minutes it lasts", regime->lasts.value(), 1e-3, 1e9);
    ranges.hold("regime: noise factor", regime->noise_factor, 0, 1e3);
    ranges.hold("regime: band factor", regime->band_factor, 0, 1e6);
  }
  for (std::size_t i = 0; i < scenario.shifts.size(); ++i) {
    ranges.hold("shift: noise factor", scenario.shifts[i].noise_factor, 0, 1e3);
    ranges.hold("shift: band factor", scenario.shifts[i].band_factor, 0, 1e6);
    ranges.require(i == 0 || scenario.shifts[i - 1].at < scenario.shifts[i].at, "shifts are not in order of time");
  }
  if (scenario.momentum) {
    ranges.hold("momentum: window", scenario.momentum->window.value(), scenario.step.value(), 1e6);
  }
  if (scenario.fundamental) ranges.hold("fundamental: value", scenario.fundamental->value.value(), 1e-6, 1e9);
  for (const auto& flow : scenario.flows)
    ranges.require(flow.from < flow.to, fmt::format("flow {}: ends before it begins", flow.name));
  for (const auto& level : scenario.levels) ranges.hold("level " + level.name, level.price.value(), 1e-6, 1e9);
}

/// Hedging that has no end: worked out at the start, at the spot it starts from.
std::string endless(const Scenario& scenario) {
  const double kappa = impact(scenario);
  const double all = 100 * kappa * exposure(scenario, [](const Dealer&) { return true; });
  if (1 + all <= 0) {
    return fmt::format(
        "unstable: 1 + 100 * impact * GEX is {:.3g}, not above 0: each hedge moves the price by more "
        "than it hedges; less impact or a smaller short book",
        1 + all);
  }
  const double lagging = 100 * kappa * exposure(scenario, [](const Dealer& dealer) { return dealer.lag > 0; });
  if (lagging >= 1) {
    return fmt::format(
        "unstable: 100 * impact * GEX of dealers who lag is {:.3g}, not below 1: each trade would "
        "overshoot the last; lag 0, less impact or a smaller book",
        lagging);
  }
  return {};
}

}  // namespace

Feedback feedback(const Scenario& scenario) {
  const double gex = exposure(scenario, [](const Dealer&) { return true; });
  return {market::UsdPerPercent{gex}, 100 * impact(scenario) * gex};
}

std::optional<base::Refusal> refused(const Scenario& scenario) {
  Ranges ranges;
  hold_market(ranges, scenario);
  for (const auto& dealer : scenario.dealers) hold_dealer(ranges, dealer, scenario.impact);
  hold_others(ranges, scenario);
  const std::string wrong = ranges.wrong().empty() ? endless(scenario) : ranges.wrong();
  if (wrong.empty()) return std::nullopt;
  return base::Refusal{base::RefusalKind::usage, fmt::format("{}: {}", scenario.name, wrong)};
}

std::size_t steps(const Scenario& scenario) {
  return static_cast<std::size_t>(std::lround(scenario.minutes.value() / scenario.step.value()));
}

}  // namespace gammafield::hedging
