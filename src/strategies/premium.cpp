#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "strategies/choose_options.h"
#include "strategies/frameworks.h"

namespace gammafield::strategies {
namespace {

/// The four strikes, put wing first; none where one is missing or two are the same.
std::optional<std::array<double, 4>> condor(const ExpiryQuotes& expiry, double price, double move, double wing) {
  const auto sold_put = strike_up_to(expiry, price * std::exp(-move));
  const auto sold_call = strike_from(expiry, price * std::exp(move));
  const auto bought_put = strike_up_to(expiry, price * std::exp(-move * (1 + wing)));
  const auto bought_call = strike_from(expiry, price * std::exp(move * (1 + wing)));
  if (!sold_put || !sold_call || !bought_put || !bought_call) return std::nullopt;
  if (*bought_put >= *sold_put || *bought_call <= *sold_call) return std::nullopt;
  return std::array{*bought_put, *sold_put, *sold_call, *bought_call};
}

Rule make(const Values& values, Missing missing) {
  const double theta = values("theta"), peak_distance = values("peak_distance"), rank = values("iv_percentile");
  const double short_at = values("short_at"), wing = values("wing"), earned = values("earned");
  const double days_low = values("days_low"), days_high = values("days_high");
  const auto wanted = [=](const View& view) {
    Conditions conditions(missing);
    const auto& peak = view.levels().absolute_peak;
    conditions.require(peak && std::abs(view.above(*peak)) <= peak_distance);
    conditions.require(conditions.met() && view.regime(theta) == levels::RegimeLabel::positive);
    const auto& percentile = view.inputs().iv_percentile;
    conditions.require(percentile ? std::optional(*percentile < rank) : std::nullopt,
                       "where implied volatility is within a year's");
    conditions.need(view.quotes() != nullptr, "quotes of options");
    return conditions;
  };
  const auto order = [=](const View& view) -> std::optional<Order> {
    const auto* expiry = first_expiry(
        view, [&](market::Date date) { return view.days_to(date) >= days_low && view.days_to(date) <= days_high; });
    if (expiry == nullptr) return std::nullopt;
    const double sessions = std::max(1, view.sessions_to(expiry->date) + 1);  // today's is to come, too
    const double move = short_at * view.levels().move * std::sqrt(sessions);
    const auto strikes = condor(*expiry, view.price(), move, wing);
    if (!strikes) return std::nullopt;
    const auto leg = [&](double strike, market::Right right, double quantity) {
      return Leg{Option{expiry->settles_at, strike, right}, quantity};
    };
    const auto& [low, put, call, high] = *strikes;
    Order entry{.legs = {leg(low, market::Right::put, +1), leg(put, market::Right::put, -1),
                         leg(call, market::Right::call, -1), leg(high, market::Right::call, +1)},
                .why = fmt::format("puts {:g}/{:g} and calls {:g}/{:g} of {}", low, put, call, high,
                                   market::to_string(expiry->date))};
    const auto value = view.value(entry.legs);
    return value && *value < 0 ? std::optional(std::move(entry)) : std::nullopt;
  };
  const auto leave = [=](const View& view, const Holding& holding) -> std::optional<std::string> {
    const auto credit = view.value(holding.legs, holding.entered), now = view.value(holding.legs);
    if (credit && now && *now >= (1 - earned) * *credit) return "the share of the credit is earned";
    const auto expiry = view.calendar().session_of(holding.legs.front().option->settles_at);
    if (view.sessions_to(expiry) <= 1) return "a session before expiry";
    return std::nullopt;
  };
  return {wanted, order, leave};
}

}  // namespace

Strategy premium() {
  return {.name = "T1",
          .title = "premium in high gamma",
          .says =
              "POSITIVE regime, the largest gross exposure near, implied volatility below its median: short iron "
              "condor one expected move away, until half of the credit is earned or a session before expiry",
          .reads_walls = true,
          .parameters = {{"theta", 0.05, 0, 1, "methods 1.4.14: net/gross of POSITIVE"},
                         {"peak_distance", 0.5, 0.01, 10, "methods 1.4.17: em to the largest exposure, at most"},
                         {"iv_percentile", 50, 0, 100, "methods 1.4.17: below the year's median"},
                         {"short_at", 1, 0.1, 5, "methods 1.4.17: expected moves to the expiry, of the sold strikes"},
                         {"wing", 0.5, 0.05, 5, "own: from the sold to the bought strikes, in the same"},
                         {"earned", 0.5, 0.05, 1, "methods 1.4.17: share of the credit"},
                         {"days_low", 5, 1, 400, "own, as of T2: calendar days to expiry, at least"},
                         {"days_high", 10, 1, 400, "own, as of T2: at most; the first such is taken"}},
          .make = make};
}

}  // namespace gammafield::strategies
