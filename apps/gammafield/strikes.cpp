#include <memory>

#include "exports/strikes_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

using exports::OutputFormat;

struct StrikesOptions : ChainOptions {
  std::string file;
  double window_pct = 5;
};

std::string rendered(const engine::Report& report, double window, const ChainContext& context) {
  switch (context.format) {
    case OutputFormat::json: return exports::strikes_json(report, window, 2) + "\n";
    case OutputFormat::ndjson: return exports::strikes_json(report, window, 0) + "\n";
    case OutputFormat::csv: return exports::strikes_csv_header() + exports::strikes_csv(report, window);
    case OutputFormat::table:
    case OutputFormat::md: return exports::strikes_text(report, window, context.style);
  }
  return "";
}

Outcome run(const StrikesOptions& options) {
  const auto context = understand(options);
  if (!context) return context.error();
  const auto loaded = load_one(options.file, *context);
  if (!loaded) return loaded.error();
  const auto analysis = analyse(*loaded, *context);
  if (!analysis) return analysis.error();
  return print(rendered(analysis->report, options.window_pct / 100, *context));
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
