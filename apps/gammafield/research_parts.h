#pragma once

#include <CLI/CLI.hpp>

#include "gammafield/command.h"

/// The parts of `gammafield research`, one file each.
namespace gammafield::app {

void add_research_run(CLI::App& research, Run& chosen);
void add_research_studies(CLI::App& research, Run& chosen);
void add_research_check(CLI::App& research, Run& chosen);

}  // namespace gammafield::app
