#include <fmt/format.h>

#include "strategies/frameworks.h"

namespace gammafield::strategies {
namespace {

std::optional<market::Date> wall_expiry(const DayLevels& levels, const OptionQuotes* quotes) {
  if (quotes == nullptr || !levels.call_wall) return std::nullopt;
  return most_exposed_expiry(*quotes, *levels.call_wall);
}

Rule make(const Values& values, Missing missing) {
  const double theta = values("theta"), distance = values("distance"), sessions = values("sessions");
  const auto wanted = [=](const View& view) {
    Conditions conditions(missing);
    const auto& levels = view.levels();
    conditions.require(levels.call_wall && view.price() < *levels.call_wall &&
                       -view.above(*levels.call_wall) <= distance);
    conditions.require(conditions.met() && view.regime(theta) == levels::RegimeLabel::positive);
    const auto expiry = wall_expiry(levels, view.quotes());
    const auto near = expiry ? std::optional(view.sessions_to(*expiry) <= sessions) : std::nullopt;
    conditions.require(near, "the expiries of the wall's exposure");
    return conditions;
  };
  const auto order = [](const View& view) -> std::optional<Order> {
    const auto wall = view.levels().call_wall;
    if (!wall) return std::nullopt;
    return Order{.legs = {Leg{}}, .why = fmt::format("{:.2f}, below the call wall {:.2f}", view.price(), *wall)};
  };
  const auto leave = [=](const View& view, const Holding& holding) -> std::optional<std::string> {
    const auto& then = view.levels_at(holding.entered);
    if (then.call_wall && view.price() >= *then.call_wall) return "at the call wall";
    if (view.regime(theta) != levels::RegimeLabel::positive) return "the regime is no longer POSITIVE";
    if (!view.closing()) return std::nullopt;
    const auto expiry = wall_expiry(then, view.inputs_at(holding.entered).quotes.get());
    if (expiry && view.sessions_to(*expiry) <= 0) return "the wall's exposure expires";
    const auto held = static_cast<double>(view.place().day - holding.entered.day);
    if (!expiry && held >= sessions) return "as long as an expiry may be away";
    return std::nullopt;
  };
  return {wanted, order, leave};
}

}  // namespace

Strategy magnet() {
  return {.name = "W1",
          .title = "magnet",
          .says =
              "POSITIVE regime, price below the call wall and near it, the wall's expiry near: long until the wall, "
              "its expiry or a change of regime",
          .reads_walls = true,
          .parameters = {{"theta", 0.05, 0, 1, "methods 1.4.14: net/gross of POSITIVE"},
                         {"distance", 1, 0.01, 10, "methods 1.4.17: em to the wall, at most"},
                         {"sessions", 5, 0, 60, "methods 1.4.17: to the expiry of most of the wall, at most"}},
          .make = make};
}

}  // namespace gammafield::strategies
