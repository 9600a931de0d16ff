#include <cmath>

#include <fmt/format.h>

#include "strategies/choose_options.h"
#include "strategies/frameworks.h"

namespace gammafield::strategies {
namespace {

std::optional<double> distance_of(const DayLevels* levels) {
  if (levels == nullptr || !levels->flip) return std::nullopt;
  return std::log(levels->spot / *levels->flip) / levels->move;
}

/// The distance to the flip is smaller than the evening's before, and so on back.
bool falls(const View& view, double now, std::size_t sessions) {
  double last = now;
  for (std::size_t i = 1; i <= sessions; ++i) {
    const auto before = distance_of(view.earlier(i));
    if (!before || *before <= last) return false;
    last = *before;
  }
  return true;
}

Rule make(const Values& values, Missing missing) {
  const double distance = values("distance"), share = values("put_wall_share"), rank = values("iv_percentile");
  const double vix_rise = values("vix_rise"), hold = values("sessions");
  const double days_low = values("days_low"), days_high = values("days_high");
  const auto falling = static_cast<std::size_t>(values("falling_sessions"));
  const auto wanted = [=](const View& view) {
    Conditions conditions(missing);
    const auto& levels = view.levels();
    const double above = levels.flip ? view.above(*levels.flip) : 0;
    conditions.require(above > 0 && above <= distance && falls(view, above, falling));
    conditions.require(levels.put_wall && levels.flip && *levels.put_wall < *levels.flip &&
                       levels.put_wall_share.value_or(0) >= share);
    const auto& percentile = view.inputs().iv_percentile;
    conditions.require(percentile ? std::optional(*percentile <= rank) : std::nullopt,
                       "where implied volatility is within a year's");
    conditions.require(view.inputs().vix ? std::optional(true) : std::nullopt, "the VIX");
    conditions.need(view.quotes() != nullptr, "quotes of options");
    return conditions;
  };
  const auto order = [=](const View& view) -> std::optional<Order> {
    const auto* expiry = first_expiry(
        view, [&](market::Date date) { return view.days_to(date) >= days_low && view.days_to(date) <= days_high; });
    if (expiry == nullptr) return std::nullopt;
    const auto strike = nearest_strike(*expiry, view.price());
    if (!strike) return std::nullopt;
    return Order{.legs = {{Option{expiry->settles_at, *strike, market::Right::call}, +1},
                          {Option{expiry->settles_at, *strike, market::Right::put}, +1}},
                 .why = fmt::format("straddle {:g} of {}", *strike, market::to_string(expiry->date))};
  };
  const auto leave = [=](const View& view, const Holding& holding) -> std::optional<std::string> {
    const auto& flip = view.levels().flip;
    const auto &then = view.inputs_at(holding.entered).vix, &now = view.inputs().vix;
    const bool livelier = !then || !now || *now >= (1 + vix_rise) * *then;
    if (flip && view.price() < *flip && livelier) return "below the flip";
    const auto held = static_cast<double>(view.place().day - holding.entered.day);
    if (held >= hold) return "as many sessions as it may take";
    return std::nullopt;
  };
  return {wanted, order, leave};
}

}  // namespace

Strategy volatility_at_flip() {
  return {.name = "T2",
          .title = "volatility before the flip",
          .says =
              "price a little above the flip and nearing it, a put wall below it, implied volatility low: long "
              "straddle, until the flip is crossed with a higher VIX or three sessions have passed",
          .reads_walls = true,
          .parameters = {{"distance", 0.5, 0.01, 10, "methods 1.4.17: em above the flip, at most"},
                         {"falling_sessions", 2, 0, 20, "methods 1.4.17: the distance has fallen so often"},
                         {"put_wall_share", 0.10, 0, 1, "methods 1.4.17: of gross exposure"},
                         {"iv_percentile", 30, 0, 100, "methods 1.4.17: at most"},
                         {"vix_rise", 0.10, 0, 5, "methods 1.4.17: since entry, at the exit"},
                         {"sessions", 3, 1, 60, "methods 1.4.17: held at most"},
                         {"days_low", 5, 1, 400, "methods 1.4.17: calendar days to expiry, at least"},
                         {"days_high", 10, 1, 400, "methods 1.4.17: at most; the first such is taken"}},
          .make = make};
}

}  // namespace gammafield::strategies
