#include <memory>

#include "engine/inspection.h"
#include "exports/inspection_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

struct InspectOptions : ChainOptions {
  std::string file;
};

Forms forms_of(const Examined& seen, const engine::Inspection& found) {
  return {
      .json = [&](int indent) { return exports::inspection_json(*seen.loaded, seen.analysis, found, indent); },
      .csv = [&] { return exports::inspection_csv_header() + exports::inspection_csv(seen.analysis); },
      .text = [&](const auto& style) { return exports::inspection_text(*seen.loaded, seen.analysis, found, style); },
  };
}

Outcome run(const InspectOptions& options) {
  const auto seen = examine(options.file, options);
  if (!seen) return seen.error();
  const auto& [context, loaded, analysis] = *seen;
  const auto inspection = engine::inspect(loaded, analysis);
  if (!inspection) return inspection.error();
  return print(rendered(forms_of(*seen, *inspection), context));
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
