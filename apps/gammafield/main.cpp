#include <cstdio>
#include <new>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "engine/report_json.h"
#include "gammafield/command.h"
#include "gammafield/heap.h"

namespace {

constexpr const char* about =
    "Dealer gamma exposure from an option chain: levels, their strength, and what carries them.\n"
    "Dealer positions are inferred, not observed. Context, not a signal and not advice.";

constexpr const char* exit_codes =
    "Exit codes: 0 ok, 2 wrong usage, 3 no usable data (no DuckDB for archive and sql; something wrong for doctor), 6 "
    "input rejected, 7 output could not be written.";

/// Said without a byte of memory.
constexpr const char* out_of_memory = "gammafield: out of memory; a smaller file or fewer --threads needs less\n";

int complain(const gammafield::base::Refusal& refusal) {
  fmt::print(stderr, "gammafield: {}\n", refusal.message);
  return exit_code(refusal.kind);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace gammafield;
  app::prepare_heap();
  CLI::App program{about, "gammafield"};
  program.set_version_flag("--version", std::string{engine::version()});
  program.failure_message([](const CLI::App*, const CLI::Error& error) {
    return fmt::format("gammafield: {}; --help says more\n", error.what());
  });
  program.require_subcommand(1);
  program.footer(exit_codes);
  app::Run chosen;
  for (const app::AddCommand add :
       {app::add_levels,   app::add_profile, app::add_scenario, app::add_strikes,   app::add_chart,    app::add_inspect,
        app::add_explain,  app::add_compare, app::add_brief,    app::add_positions, app::add_stress,   app::add_bands,
        app::add_record,   app::add_replay,  app::add_store,    app::add_archive,   app::add_sql,      app::add_alerts,
        app::add_serve,    app::add_token,   app::add_mcp,      app::add_doctor,    app::add_simulate, app::add_hedge,
        app::add_research, app::add_options}) {
    add(program, chosen);
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : exit_code(base::RefusalKind::usage);
  }
  try {
    const auto outcome = chosen();
    return outcome ? complain(*outcome) : 0;
  } catch (const std::bad_alloc&) {
    std::fputs(out_of_memory, stderr);
    return exit_code(base::RefusalKind::output_failed);
  }
}
