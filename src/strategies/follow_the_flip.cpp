#include <algorithm>

#include <fmt/format.h>

#include "strategies/frameworks.h"

namespace gammafield::strategies {
namespace {

/// Each evening's flip was above that of the evening before.
bool rises(const View& view, std::size_t sessions) {
  for (std::size_t i = 0; i < sessions; ++i) {
    const auto *later = view.earlier(i), *before = view.earlier(i + 1);
    if (later == nullptr || before == nullptr || !later->flip || !before->flip) return false;
    if (*later->flip <= *before->flip) return false;
  }
  return true;
}

/// The highest flip since the entry; none where none was known.
std::optional<double> highest_flip(const View& view, Place since) {
  std::optional<double> highest;
  for (std::size_t day = since.day; day <= view.place().day; ++day) {
    const auto& flip = view.levels_at({day, 0}).flip;
    if (flip) highest = std::max(*flip, highest.value_or(*flip));
  }
  return highest;
}

Rule make(const Values& values, Missing missing) {
  const double away = values("away_dollars") / values("reference_price"), moves = values("away_moves");
  const double stop = values("stop_dollars") / values("reference_price");
  const auto sessions = static_cast<std::size_t>(values("rising_sessions"));
  const auto wanted = [=](const View& view) {
    Conditions conditions(missing);
    const auto& flip = view.levels().flip;
    conditions.require(flip && view.price() >= *flip + view.price() * std::max(away, moves * view.levels().move));
    conditions.require(conditions.met() && rises(view, sessions));
    return conditions;
  };
  const auto order = [](const View& view) -> std::optional<Order> {
    const auto& flip = view.levels().flip;
    if (!flip) return std::nullopt;
    return Order{.legs = {Leg{}}, .why = fmt::format("{:.2f}, well above a rising flip {:.2f}", view.price(), *flip)};
  };
  const auto leave = [=](const View& view, const Holding& holding) -> std::optional<std::string> {
    const auto flip = highest_flip(view, holding.entered);
    if (flip && view.price() < *flip * (1 - stop)) return fmt::format("below the stop under the flip {:.2f}", *flip);
    return std::nullopt;
  };
  return {wanted, order, leave};
}

}  // namespace

Strategy follow_the_flip() {
  return {.name = "T4",
          .title = "follow the flip",
          .says =
              "the flip has risen for five sessions and price is well above it: long, with a stop below the highest "
              "flip since",
          .reads_walls = false,
          .parameters = {{"rising_sessions", 5, 1, 60, "methods 1.4.17: rises in a row"},
                         {"away_dollars", 10, 0, 1e6, "methods 1.4.17: above the flip, at the reference price"},
                         {"away_moves", 1, 0, 10, "methods 1.4.17: em above it, if that is more"},
                         {"stop_dollars", 5, 0, 1e6, "methods 1.4.17: below the flip, at the reference price"},
                         {"reference_price", 450, 0.01, 1e6, "methods 1.4.17: what the dollars are of"}},
          .make = make};
}

}  // namespace gammafield::strategies
