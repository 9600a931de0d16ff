#include <memory>

#include "engine/explanation.h"
#include "exports/explanation_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

struct ExplainOptions : ChainOptions {
  std::string file, level;
  std::size_t most = 15;
};

Outcome run(const ExplainOptions& options) {
  const auto seen = examine(options.file, options);
  if (!seen) return seen.error();
  const auto& analysis = seen->analysis;
  const auto told = engine::explain(analysis, options.level);
  if (!told) return told.error();
  const Forms forms{
      .json = [&](int indent) { return exports::explanation_json(analysis, *told, options.most, indent); },
      .csv =
          [&] { return exports::explanation_csv_header() + exports::explanation_csv(analysis, *told, options.most); },
      .text = [&](const auto& style) { return exports::explanation_text(analysis, *told, options.most, style); },
  };
  return print(rendered(forms, seen->context));
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
