#include "gammafield/command.h"
#include "gammafield/research_parts.h"

namespace gammafield::app {

void add_research(CLI::App& parent, Run& chosen) {
  auto* research =
      parent.add_subcommand("research", "Do the levels work? Studies with baselines and intervals (docs/research.md)");
  research->require_subcommand(1);
  add_research_run(*research, chosen);
  add_research_studies(*research, chosen);
  add_research_check(*research, chosen);
  add_research_attempts(*research, chosen);
  add_research_model(*research, chosen);
  add_research_score(*research, chosen);
}

}  // namespace gammafield::app
