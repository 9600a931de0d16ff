#pragma once

#include <CLI/CLI.hpp>

#include "gammafield/command.h"

/// The parts of `gammafield hedge`, one file each.
namespace gammafield::app {

void add_hedge_run(CLI::App& hedge, Run& chosen);
void add_hedge_scenarios(CLI::App& hedge, Run& chosen);
void add_hedge_walkthrough(CLI::App& hedge, Run& chosen);
void add_hedge_table(CLI::App& hedge, Run& chosen);
void add_hedge_session(CLI::App& hedge, Run& chosen);

}  // namespace gammafield::app
