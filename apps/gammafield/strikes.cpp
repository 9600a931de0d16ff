#include <memory>

#include "exports/strikes_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

struct StrikesOptions : ChainOptions {
  std::string file;
  double window_pct = 5;
};

Outcome run(const StrikesOptions& options) {
  const auto seen = examine(options.file, options);
  if (!seen) return seen.error();
  const auto& report = seen->analysis.report;
  const double window = options.window_pct / 100;
  const Forms forms{
      .json = [&](int indent) { return exports::strikes_json(report, window, indent); },
      .csv = [&] { return exports::strikes_csv_header() + exports::strikes_csv(report, window); },
      .text = [&](const auto& style) { return exports::strikes_text(report, window, style); },
  };
  return print(rendered(forms, seen->context));
}

}  // namespace

void add_strikes(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "strikes",
      "Exposure and open interest by strike: call, put, net, gross\nExample: gammafield strikes chain.csv --window 3");
  auto options = std::make_shared<StrikesOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input")->required();
  command->add_option("--window", options->window_pct, "Strikes within this many percent of spot")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
