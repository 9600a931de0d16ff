#pragma once

#include <CLI/CLI.hpp>

#include "gammafield/command.h"

/// The parts of `gammafield research`, one file each.
namespace gammafield::app {

void add_research_run(CLI::App& research, Run& chosen);
void add_research_studies(CLI::App& research, Run& chosen);
void add_research_check(CLI::App& research, Run& chosen);
void add_research_attempts(CLI::App& research, Run& chosen);
void add_research_model(CLI::App& research, Run& chosen);
void add_research_score(CLI::App& research, Run& chosen);

}  // namespace gammafield::app
