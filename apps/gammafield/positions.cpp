#include <memory>

#include <fmt/format.h>

#include "exports/positions_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/output_file.h"
#include "inventory/state.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

struct PositionsOptions : ChainOptions {
  std::string file, save_state, save_positions;
  double window_pct = 5;
};

Outcome save(const PositionsOptions& options, const inventory::Inferred& found) {
  if (!options.save_state.empty()) {
    if (found.day_unfinished) {
      return Refusal{
          RefusalKind::usage,
          "--save-state: the chain is from before the close of the last day of trades; a state saved now would "
          "leave out the rest of that day"};
    }
    if (auto failed = write_file(options.save_state, inventory::to_text(found.inventory))) return failed;
  }
  if (options.save_positions.empty()) return std::nullopt;
  return write_file(options.save_positions, inventory::to_positioning_file(found.inventory));
}

Outcome run(const PositionsOptions& options) {
  if (options.trades_files.empty() && options.open_close_files.empty() && options.state_file.empty())
    return Refusal{RefusalKind::usage, "positions: nothing to infer from; give --trades, --open-close or --state"};
  const auto seen = examine(options.file, options);
  if (!seen) return seen.error();
  const auto& report = seen->analysis.report;
  const auto found = inventory::infer(seen->context.evidence, seen->loaded->chain, report.settings.inference);
  if (!found) return found.error();
  const auto& chain = seen->loaded->chain;
  const double window = options.window_pct / 100;
  const Forms forms{
      .json = [&](int indent) { return exports::positions_json(report, chain, *found, window, indent); },
      .csv = [&] { return exports::positions_csv_header() + exports::positions_csv(report, chain, *found, window); },
      .text = [&](const auto& style) { return exports::positions_text(report, chain, *found, window, style); },
  };
  if (auto failed = save(options, *found)) return failed;
  return print(rendered(forms, seen->context));
}

}  // namespace

void add_positions(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "positions",
      "What dealers hold, inferred from trades or open-close files, with its error\n"
      "Example: gammafield positions chain.csv --trades trades.csv --state mon.state --save-state tue.state");
  auto options = std::make_shared<PositionsOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input")->required();
  command->add_option("--save-state", options->save_state, "Write the positions for another day's --state");
  command->add_option("--save-positions", options->save_positions,
                      "Write them as CSV option,fraction, which --positioning-file reads");
  command->add_option("--window", options->window_pct, "Strikes within this many percent of spot")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
