#include <memory>

#include <fmt/format.h>

#include "exports/paragraph.h"
#include "gammafield/chain_options.h"
#include "gammafield/research_parts.h"
#include "studies/library.h"
#include "studies/plan.h"

namespace gammafield::app {
namespace {

Outcome show(const std::string& name) {
  if (const auto text = base::text_named(studies::library_texts(), name)) return print(*text);
  return base::Refusal{base::RefusalKind::usage, fmt::format("--show {}: no such study; there are {}", name,
                                                             base::names_of(studies::library_texts()))};
}

Outcome list() {
  std::string text;
  for (const auto& each : studies::library_texts()) {
    const auto plan = studies::read_study(each.text, each.name);
    if (!plan) return plan.error();
    text += fmt::format("{}{}: {}\n{}", text.empty() ? "" : "\n", each.name, plan->title,
                        exports::paragraph(plan->question, 1));
  }
  return print(text);
}

}  // namespace

void add_research_studies(CLI::App& research, Run& chosen) {
  auto* command = research.add_subcommand("studies", "The studies that come along; a start for your own");
  auto name = std::make_shared<std::string>();
  command->add_option("--show", *name, "Prints the file of one");
  command->callback([=, &chosen] { chosen = [=] { return name->empty() ? list() : show(*name); }; });
}

}  // namespace gammafield::app
