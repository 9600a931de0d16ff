#include <memory>

#include "exports/options_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"

namespace gammafield::app {
namespace {

Outcome run(const ChainOptions& options) {
  const auto context = understand(options);
  if (!context) return context.error();
  const Forms forms{
      .json = [](int indent) { return exports::options_json(indent); },
      .csv = [] { return exports::options_csv(); },
      .text = [](const auto& style) { return exports::options_text(style); },
  };
  return print(rendered(forms, *context));
}

}  // namespace

void add_options(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "options", "Every assumption that --set may change, and the presets\nExample: gammafield options --format md");
  auto options = std::make_shared<ChainOptions>();
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
