#include <memory>

#include "engine/inspection.h"
#include "exports/inspection_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

using exports::OutputFormat;

struct InspectOptions : ChainOptions {
  std::string file;
};

std::string rendered(const ingest::LoadedChain& loaded, const engine::Analysis& analysis,
                     const engine::Inspection& seen, const ChainContext& context) {
  switch (context.format) {
    case OutputFormat::json: return exports::inspection_json(loaded, analysis, seen, 2) + "\n";
    case OutputFormat::ndjson: return exports::inspection_json(loaded, analysis, seen, 0) + "\n";
    case OutputFormat::csv: return exports::inspection_csv_header() + exports::inspection_csv(analysis);
    case OutputFormat::table:
    case OutputFormat::md: return exports::inspection_text(loaded, analysis, seen, context.style);
  }
  return "";
}

Outcome run(const InspectOptions& options) {
  const auto context = understand(options);
  if (!context) return context.error();
  const auto loaded = load_one(options.file, *context);
  if (!loaded) return loaded.error();
  const auto analysis = analyse(*loaded, *context);
  if (!analysis) return analysis.error();
  const auto seen = engine::inspect(*loaded, context->settings, *context->calendar);
  if (!seen) return seen.error();
  return print(rendered(*loaded, *analysis, *seen, *context));
}

}  // namespace

void add_inspect(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand("inspect",
                                        "Data quality: rows, rejects, coverage, forwards, vendor against "
                                        "quotes\nExample: gammafield inspect chain.csv.gz");
  auto options = std::make_shared<InspectOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input")->required();
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
