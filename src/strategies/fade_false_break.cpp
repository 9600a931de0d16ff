#include <fmt/format.h>

#include "strategies/frameworks.h"

namespace gammafield::strategies {
namespace {

bool stable(const View& view, std::size_t sessions) {
  for (std::size_t i = 1; i < sessions; ++i) {
    const auto* before = view.earlier(i);
    if (before == nullptr || before->call_wall != view.levels().call_wall) return false;
  }
  return true;
}

/// BROKEN on volume; where volume is not known, BROKEN.
bool stopped(const View& view, double volume_z) {
  return view.broken(levels::Side::call, view.time_of({view.place().day, 0})) &&
         view.volume_z().value_or(volume_z + 1) > volume_z;
}

Rule make(const Values& values, Missing missing) {
  const double low = values("excursion_low"), high = values("excursion_high"), hold = values("sessions");
  const double quiet = values("volume_z"), loud = values("stop_volume_z");
  const auto sessions = static_cast<std::size_t>(values("stable_sessions"));
  const auto wanted = [=](const View& view) {
    Conditions conditions(missing);
    const auto& wall = view.levels().call_wall;
    const double beyond = wall ? view.price() / *wall - 1 : 0;
    conditions.require(wall && beyond >= low && beyond <= high);
    conditions.require(conditions.met() && stable(view, sessions) && !stopped(view, loud));
    const auto volume = view.volume_z();
    conditions.require(volume ? std::optional(*volume < quiet) : std::nullopt, "volume against its usual");
    const auto& event = view.inputs().scheduled_event;
    conditions.require(event ? std::optional(!*event) : std::nullopt, "scheduled events");
    return conditions;
  };
  const auto order = [](const View& view) -> std::optional<Order> {
    const auto& wall = view.levels().call_wall;
    if (!wall) return std::nullopt;
    return Order{.legs = {{std::nullopt, -1}},
                 .why = fmt::format("{:.2f}, beyond the call wall {:.2f}", view.price(), *wall)};
  };
  const auto leave = [=](const View& view, const Holding& holding) -> std::optional<std::string> {
    const auto& wall = view.levels_at(holding.entered).call_wall;
    if (wall && view.price() <= *wall) return "back at the call wall";
    if (stopped(view, loud)) return "the break is REAL";
    const auto held = static_cast<double>(view.place().day - holding.entered.day);
    if (view.closing() && held + 1 >= hold) return "the session closes";
    return std::nullopt;
  };
  return {wanted, order, leave};
}

}  // namespace

Strategy fade_false_break() {
  return {.name = "T3",
          .title = "fade a false break",
          .says =
              "a call wall that has not moved is passed by one to two per cent on little volume: short, until price "
              "is back at the wall, the break is REAL or the session closes",
          .reads_walls = true,
          .parameters = {{"stable_sessions", 5, 1, 60, "methods 1.4.17: the same wall, today's too"},
                         {"volume_z", 0, -10, 10, "methods 1.4.17: volume below it, in standard deviations"},
                         {"excursion_low", 0.01, 0, 1, "methods 1.4.17: beyond the wall, at least"},
                         {"excursion_high", 0.02, 0, 1, "methods 1.4.17: at most"},
                         {"stop_volume_z", 1, -10, 10, "methods 1.4.17: of a REAL break that stops"},
                         {"sessions", 1, 1, 60, "own: held to the close of so many sessions, at most"}},
          .make = make};
}

}  // namespace gammafield::strategies
