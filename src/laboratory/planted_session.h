#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/refusal.h"
#include "base/result.h"
#include "hedging/path.h"
#include "laboratory/overrides.h"
#include "laboratory/scenario_plan.h"
#include "market/date.h"
#include "simulate/session.h"

/// Trading days whose prices were moved by hedging that is known: chains and bars in the project's own formats, for
/// research to be tested on.
namespace gammafield::laboratory {

/// Days one after another, each with a chain, noise and draws of its own, none knowing of the others.
struct Planting {
  ScenarioPlan plan;  ///< with a made-up chain as some dealer's book
  Sides sides = Sides::as_is;
  std::uint64_t seed = 1;
  market::Date first = std::chrono::year{2026} / 8 / 18;  ///< a trading day
  std::chrono::seconds every{60};                         ///< between chains
};

struct PlantedDay {
  market::Date session;
  std::string symbol;
  hedging::Scenario scenario;  ///< as run, the chain of the open its book
  hedging::Path path;
  simulate::SimulatedSession with, without;  ///< the price with hedging; the same noise without
};

/// Day `number` of them, from 0, by itself: the chain's seed and the path are the planting's and this number's. Between
/// two steps of the run the price moves evenly in logarithms. Refuses a plan without a made-up chain, what the run
/// refuses, and a price that leaves what a chain can be made of.
[[nodiscard]] base::Result<PlantedDay, base::Refusal> planted_day(const Planting&, std::size_t number);

/// What is known of a day: one JSON object on one line. docs/hedging.md, "Planted days".
[[nodiscard]] std::string truth_json(const Planting&, std::size_t number, const PlantedDay&);

}  // namespace gammafield::laboratory
