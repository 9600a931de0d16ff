#include <memory>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/output_file.h"
#include "market/date.h"
#include "simulate/chain.h"
#include "simulate/vendor_files.h"

namespace gammafield::app {
namespace {

struct SimulateOptions {
  simulate::ChainScenario scenario;
  std::string as_of, shape = "quotedata", output = "-";
  double spot = 0;
  bool no_odd_rows = false;
};

base::Result<simulate::ChainScenario, base::Refusal> scenario_of(const SimulateOptions& options) {
  auto scenario = options.scenario;
  if (options.spot > 0) scenario.spot = market::Spot{options.spot};
  scenario.odd_rows = !options.no_odd_rows;
  if (options.as_of.empty()) return scenario;
  const auto as_of = market::parse_instant(options.as_of);
  if (!as_of) {
    return base::failure(
        base::Refusal{base::RefusalKind::usage,
                      fmt::format("--as-of {}: not an instant; write 2026-08-18T15:30-04:00 or ...Z", options.as_of)});
  }
  scenario.as_of = *as_of;
  return scenario;
}

Outcome run(const SimulateOptions& options) {
  const auto scenario = scenario_of(options);
  if (!scenario) return scenario.error();
  const auto chain = simulate::simulate_chain(*scenario);
  if (!chain) return chain.error();
  return write_file(options.output,
                    options.shape == "json" ? simulate::to_cboe_json(*chain) : simulate::to_quotedata(*chain));
}

}  // namespace

void add_simulate(CLI::App& parent, Run& chosen) {
  auto* simulate = parent.add_subcommand("simulate", "Made-up but realistic data, by seed");
  simulate->require_subcommand(1);
  auto* command = simulate->add_subcommand(
      "chain",
      "A made-up SPX-like option chain\nExample: gammafield simulate chain --seed 7 --contracts 20000 -o chain.csv");
  auto options = std::make_shared<SimulateOptions>();
  command->add_option("--seed", options->scenario.seed, "The same seed gives the same bytes")->capture_default_str();
  command->add_option("--contracts", options->scenario.contracts, "How many, even, 100 to 200,000")
      ->capture_default_str();
  command->add_option("--symbol", options->scenario.symbol, "SPX, NDX or RUT")->capture_default_str();
  command->add_option("--spot", options->spot, "Price of the index")->check(CLI::PositiveNumber);
  command->add_option("--as-of", options->as_of, "Time of the snapshot, RFC 3339 (default 2026-08-18T15:30-04:00)");
  command->add_option("--shape", options->shape, "quotedata (Cboe CSV) or json (Cboe delayed quotes)")
      ->capture_default_str()
      ->check(CLI::IsMember({"quotedata", "json"}));
  command->add_flag("--no-odd-rows", options->no_odd_rows, "Leave out the few broken rows that real files have");
  command->add_option("-o,--output", options->output, "File; - is standard output")->capture_default_str();
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
