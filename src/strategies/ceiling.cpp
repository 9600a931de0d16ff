#include <algorithm>

#include <fmt/format.h>

#include "strategies/choose_options.h"
#include "strategies/frameworks.h"

namespace gammafield::strategies {
namespace {

Rule make(const Values& values, Missing missing) {
  const double least = values("sessions_least"), sessions = values("sessions"), width = values("width"),
               stop = values("stop_when_broken");
  const auto wanted = [=](const View& view) {
    Conditions conditions(missing);
    const auto& wall = view.levels().call_wall;
    conditions.require(wall && view.price() < *wall);
    conditions.need(view.quotes() != nullptr, "quotes of options");
    return conditions;
  };
  const auto order = [=](const View& view) -> std::optional<Order> {
    const auto& wall = view.levels().call_wall;
    const auto* expiry = last_expiry(view, [&](market::Date date) {
      const int left = view.sessions_to(date);
      return left >= least && left <= sessions;
    });
    if (!wall || expiry == nullptr) return std::nullopt;
    const auto sold = strike_from(*expiry, *wall);
    if (!sold) return std::nullopt;
    const auto bought = strike_from(*expiry, *sold + width * view.levels().move * view.price());
    if (!bought || *bought <= *sold) return std::nullopt;
    return Order{.legs = {{Option{expiry->settles_at, *sold, market::Right::call}, -1},
                          {Option{expiry->settles_at, *bought, market::Right::call}, +1}},
                 .why = fmt::format("calls {:g}/{:g} of {} at the call wall {:g}", *sold, *bought,
                                    market::to_string(expiry->date), *wall)};
  };
  const auto leave = [=](const View& view, const Holding& holding) -> std::optional<std::string> {
    if (stop > 0 && view.broken(levels::Side::call, view.time_of(holding.entered))) return "the call wall is BROKEN";
    return std::nullopt;
  };
  return {wanted, order, leave};
}

}  // namespace

Strategy ceiling() {
  return {.name = "W2",
          .title = "ceiling",
          .says =
              "price below the call wall: short call spread from the first strike at or above the wall, to its "
              "settlement",
          .reads_walls = true,
          .parameters = {{"sessions_least", 1, 0, 60, "own: to the expiry, at least; 0 is today's"},
                         {"sessions", 5, 0, 60, "own, as of W1: to the expiry, at most; the last such is taken"},
                         {"width", 0.5, 0.01, 10, "own: em from the sold strike to the bought one, at least"},
                         {"stop_when_broken", 0, 0, 1, "own: 1 leaves when the wall is BROKEN"}},
          .make = make};
}

}  // namespace gammafield::strategies
