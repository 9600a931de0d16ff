#pragma once

#include <functional>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "base/refusal.h"

namespace gammafield::app {

/// What a command came to: nothing, or the reason it could not.
using Outcome = std::optional<base::Refusal>;

/// Each subcommand adds itself to the command line and says what to run when it is the one called.
using Run = std::function<Outcome()>;
using AddCommand = void (*)(CLI::App& parent, Run& chosen);

void add_levels(CLI::App& parent, Run& chosen);
void add_profile(CLI::App& parent, Run& chosen);
void add_scenario(CLI::App& parent, Run& chosen);
void add_serve(CLI::App& parent, Run& chosen);
void add_strikes(CLI::App& parent, Run& chosen);
void add_chart(CLI::App& parent, Run& chosen);
void add_inspect(CLI::App& parent, Run& chosen);
void add_explain(CLI::App& parent, Run& chosen);
void add_positions(CLI::App& parent, Run& chosen);
void add_stress(CLI::App& parent, Run& chosen);
void add_bands(CLI::App& parent, Run& chosen);
void add_brief(CLI::App& parent, Run& chosen);
void add_compare(CLI::App& parent, Run& chosen);
void add_mcp(CLI::App& parent, Run& chosen);
void add_options(CLI::App& parent, Run& chosen);
void add_alerts(CLI::App& parent, Run& chosen);
void add_archive(CLI::App& parent, Run& chosen);
void add_hedge(CLI::App& parent, Run& chosen);
void add_doctor(CLI::App& parent, Run& chosen);
void add_record(CLI::App& parent, Run& chosen);
void add_replay(CLI::App& parent, Run& chosen);
void add_research(CLI::App& parent, Run& chosen);
void add_simulate(CLI::App& parent, Run& chosen);
void add_sql(CLI::App& parent, Run& chosen);
void add_store(CLI::App& parent, Run& chosen);
void add_token(CLI::App& parent, Run& chosen);

}  // namespace gammafield::app
