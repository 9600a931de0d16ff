#include <fmt/format.h>

#include "strategies/frameworks.h"

namespace gammafield::strategies {
namespace {

Rule make(const Values& values, Missing missing) {
  const double over = values("over_wall"), sessions = values("sessions");
  const auto limit_of = [over](const View& view) -> std::optional<double> {
    const auto& wall = view.levels().put_wall;
    return wall ? std::optional(*wall * (1 + over)) : std::nullopt;
  };
  const auto wanted = [=](const View& view) {
    Conditions conditions(missing);
    const auto limit = limit_of(view);
    const auto prices = view.prices();
    conditions.require(limit && prices.size() >= 2 && prices[prices.size() - 2].price.value() > *limit &&
                       view.price() <= *limit);
    return conditions;
  };
  const auto order = [=](const View& view) -> std::optional<Order> {
    const auto limit = limit_of(view);
    if (!limit) return std::nullopt;
    return Order{
        .legs = {Leg{}}, .why = fmt::format("down to the put wall {:.2f}", *view.levels().put_wall), .limit = limit};
  };
  const auto leave = [=](const View& view, const Holding& holding) -> std::optional<std::string> {
    if (view.broken(levels::Side::put, view.time_of(holding.entered))) return "the put wall is BROKEN";
    const auto held = static_cast<double>(view.place().day - holding.entered.day);
    if (view.closing() && held + 1 >= sessions) return "the session closes";
    return std::nullopt;
  };
  return {wanted, order, leave};
}

}  // namespace

Strategy floor_at_put_wall() {
  return {.name = "W3",
          .title = "floor",
          .says =
              "price falls to the put wall: long by a limit just above it, until the wall is BROKEN or the session "
              "closes",
          .reads_walls = true,
          .parameters = {{"over_wall", 0.0001, 0, 0.05, "methods 1.4.17: the limit above the wall, 1 bp"},
                         {"sessions", 1, 1, 60, "own: held to the close of so many sessions, at most"}},
          .make = make};
}

}  // namespace gammafield::strategies
