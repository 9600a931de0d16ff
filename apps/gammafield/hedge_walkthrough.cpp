#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/hedge_parts.h"
#include "laboratory/walkthrough_text.h"

namespace gammafield::app {
namespace {

constexpr const char* claims = "claims";

struct WalkthroughOptions : ChainOptions {
  std::string name;
  bool by_model = false;
};

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& story : hedging::walkthroughs()) all.push_back(story.name);
  all.emplace_back(claims);
  return all;
}

laboratory::Walkthroughs chosen_of(const WalkthroughOptions& options) {
  laboratory::Walkthroughs told;
  told.deltas = options.by_model ? hedging::Deltas::model : hedging::Deltas::text;
  for (const auto& story : hedging::walkthroughs()) {
    if (options.name.empty() || options.name == story.name) told.stories.push_back(story);
  }
  if (options.name.empty() || options.name == claims) told.verdicts = hedging::verdicts();
  return told;
}

Outcome run(const WalkthroughOptions& options) {
  const auto context = understand(options);
  if (!context) return context.error();
  const auto told = chosen_of(options);
  const Forms forms{
      .json = [&](int indent) { return laboratory::walkthrough_json(told, indent); },
      .csv = [&] { return laboratory::walkthrough_csv(told); },
      .text = [&](const auto& style) { return laboratory::walkthrough_text(told, style); },
  };
  return print(rendered(forms, *context));
}

}  // namespace

void add_hedge_walkthrough(CLI::App& hedge, Run& chosen) {
  auto* command = hedge.add_subcommand("walkthrough",
                                       "The numbered examples of the texts step by step, and which of their claims do "
                                       "not follow\nExample: gammafield hedge walkthrough short-calls --model");
  auto options = std::make_shared<WalkthroughOptions>();
  command->add_option("NAME", options->name, fmt::format("One of: {} (default: all)", fmt::join(names(), ", ")))
      ->check(CLI::IsMember(names()));
  command->add_flag("--model", options->by_model, "Deltas by Black-Scholes in place of the text's");
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
