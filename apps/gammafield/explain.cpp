#include <memory>

#include "engine/explanation.h"
#include "exports/explanation_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

using exports::OutputFormat;

struct ExplainOptions : ChainOptions {
  std::string file, level;
  std::size_t most = 15;
};

std::string rendered(const engine::Analysis& analysis, const engine::Explanation& told, std::size_t most,
                     const ChainContext& context) {
  switch (context.format) {
    case OutputFormat::json: return exports::explanation_json(analysis, told, most, 2) + "\n";
    case OutputFormat::ndjson: return exports::explanation_json(analysis, told, most, 0) + "\n";
    case OutputFormat::csv: return exports::explanation_csv_header() + exports::explanation_csv(analysis, told, most);
    case OutputFormat::table:
    case OutputFormat::md: return exports::explanation_text(analysis, told, most, context.style);
  }
  return "";
}

Outcome run(const ExplainOptions& options) {
  const auto context = understand(options);
  if (!context) return context.error();
  const auto loaded = load_one(options.file, *context);
  if (!loaded) return loaded.error();
  const auto analysis = analyse(*loaded, *context);
  if (!analysis) return analysis.error();
  const auto told = engine::explain(*analysis, options.level);
  if (!told) return told.error();
  return print(rendered(*analysis, *told, options.most, *context));
}

}  // namespace

void add_explain(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand("explain",
                                        "Provenance: the contracts that carry a level, with their share\nExample: "
                                        "gammafield explain chain.csv call_wall");
  auto options = std::make_shared<ExplainOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input")->required();
  command->add_option("LEVEL", options->level, "call_wall, put_wall, gamma_flip, absolute_gamma, pin, ... or a strike")
      ->required();
  command->add_option("--most", options->most, "Contracts shown")->capture_default_str();
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
