#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "archive/standing.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/duckdb.h"
#include "gammafield/sessions_option.h"
#include "store/folder.h"

namespace gammafield::app {
namespace {

using archive::ArchiveFolder;
using archive::Standing;
using base::Refusal;

struct ArchiveOptions {
  std::string store, to, symbol, duckdb;
  SessionsOption sessions;
  bool again = false;
};

/// Rolls what is due of a symbol; a line for each day. The first failure does not keep the other days back.
Outcome roll_symbol(const archive::Connection& duck, const store::Folder& folder, const ArchiveFolder& archive,
                    const std::string& symbol, const std::vector<market::Date>& days, bool again) {
  Outcome first_failure;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  for (const market::Date day : days) {
    const auto standing =
        archive::standing_of(folder, archive, symbol, day, market::Calendar::of(market::Exchange::us), now);
    if (standing == Standing::archived && !again) continue;
    if (standing == Standing::open) {
      fmt::print(stderr, "{} {}: not over yet, or still being recorded: left for later\n", symbol,
                 market::to_string(day));
      continue;
    }
    const auto rolled = archive::roll(duck, folder.day_path(symbol, day), symbol, day, archive);
    if (!rolled) {
      if (!first_failure) first_failure = to_refusal(rolled.error());
      continue;
    }
    if (auto failed = print(archive::told(symbol, day, *rolled) + "\n")) return failed;
  }
  return first_failure;
}

Outcome run(const ArchiveOptions& options) {
  const auto sessions = sessions_of(options.sessions);
  if (!sessions) return sessions.error();
  const auto folder = store::Folder::open(options.store);
  if (!folder) return to_refusal(folder.error());
  const auto duck = connected(options.duckdb);
  if (!duck) return duck.error();
  const ArchiveFolder archive{options.to};
  Outcome first_failure;
  for (const std::string& symbol : folder->symbols()) {
    if (!options.symbol.empty() && symbol != options.symbol) continue;
    auto failed =
        roll_symbol(**duck, *folder, archive, symbol, store::chosen(folder->days(symbol), *sessions), options.again);
    if (failed && !first_failure) first_failure = std::move(failed);
  }
  return first_failure;
}

}  // namespace

void add_archive(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "archive",
      "Roll recorded sessions that are over into Parquet files, for SQL, pandas, Spark and replay\n"
      "Example: gammafield archive history --to archive");
  auto options = std::make_shared<ArchiveOptions>();
  command->add_option("FOLDER", options->store, "As given to `gammafield record --to`")->required();
  command->add_option("--to", options->to, "The archive: a folder of symbol=SPX/date=2026-08-18/chain.parquet")
      ->required();
  command->add_option("--symbol", options->symbol, "This one alone");
  command->add_flag("--again", options->again, "Also what is archived already, in its place");
  add_sessions_option(*command, options->sessions);
  add_duckdb_option(*command, options->duckdb);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
