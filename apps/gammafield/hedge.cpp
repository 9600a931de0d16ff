#include "gammafield/command.h"
#include "gammafield/hedge_parts.h"

namespace gammafield::app {

void add_hedge(CLI::App& parent, Run& chosen) {
  auto* hedge = parent.add_subcommand(
      "hedge", "The hedging laboratory: dealers who hedge, and what that does to a price (docs/hedging.md)");
  hedge->require_subcommand(1);
  add_hedge_run(*hedge, chosen);
  add_hedge_scenarios(*hedge, chosen);
  add_hedge_walkthrough(*hedge, chosen);
  add_hedge_table(*hedge, chosen);
  add_hedge_session(*hedge, chosen);
}

}  // namespace gammafield::app
