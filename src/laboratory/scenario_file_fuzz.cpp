#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "laboratory/scenario_chain.h"
#include "laboratory/scenario_file.h"

/// Any text is refused in one line, or is a scenario that holds together.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  using namespace gammafield::laboratory;
  auto plan = read_scenario({reinterpret_cast<const char*>(data), size}, "my.toml");
  const auto is_one_line = [](const base::Refusal& refusal) {
    return refusal.message.starts_with("my.toml: ") && refusal.message.find('\n') == std::string::npos;
  };
  if (!plan) {
    if (!is_one_line(plan.error())) std::abort();
    return 0;
  }
  for (const DealerPlan& each : plan->dealers)
    if (each.chain) return 0;  // reading chains has its own fuzzers
  const auto scenario = scenario_of(std::move(*plan), Sides::as_is, {});
  if (!scenario) {
    if (!is_one_line(scenario.error())) std::abort();
    return 0;
  }
  for (const hedging::Dealer& dealer : scenario->dealers)
    for (const hedging::Position& position : dealer.book.positions)
      if (position.expiry >= dealer.book.expiries.size()) std::abort();
  return 0;
}
