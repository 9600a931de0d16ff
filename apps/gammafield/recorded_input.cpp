#include "gammafield/recorded_input.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "archive/archived.h"
#include "gammafield/duckdb.h"
#include "store/recorder.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

/// The one asked for, or the only one there is.
base::Result<std::string, Refusal> symbol_of(const RecordedOptions& options, const std::vector<std::string>& there) {
  if (!options.symbol.empty()) return options.symbol;
  if (there.size() == 1) return there.front();
  return base::failure(Refusal{RefusalKind::usage, fmt::format("--symbol: {} has {} symbols ({}); say which",
                                                               options.from, there.size(), fmt::join(there, ", "))});
}

base::Result<store::Recorded, Refusal> archived_sessions(const RecordedOptions& options,
                                                         const store::Sessions& sessions,
                                                         const store::SharedCalendar& calendar) {
  const archive::ArchiveFolder folder{options.from};
  const auto symbol = symbol_of(options, folder.symbols());
  if (!symbol) return base::failure(symbol.error());
  auto duck = connected(options.duckdb);
  if (!duck) return base::failure(std::move(duck.error()));
  return archive::archived(std::move(*duck), folder, *symbol, sessions, calendar).map_error(store::to_refusal);
}

base::Result<store::Recorded, Refusal> recorded_sessions(const RecordedOptions& options,
                                                         const store::Sessions& sessions,
                                                         const store::SharedCalendar& calendar) {
  if (archive::ArchiveFolder::is_one(options.from)) return archived_sessions(options, sessions, calendar);
  const auto folder = store::Folder::open(options.from);
  if (!folder) return base::failure(to_refusal(folder.error()));
  const auto symbol = symbol_of(options, folder->symbols());
  if (!symbol) return base::failure(symbol.error());
  return store::recorded(*folder, *symbol, sessions, calendar).map_error(store::to_refusal);
}

}  // namespace

base::Result<engine::ReplayInput, Refusal> recorded_input(const RecordedOptions& options, ChainContext& context) {
  const auto sessions = sessions_of(options.sessions);
  if (!sessions) return base::failure(sessions.error());
  auto recorded = recorded_sessions(options, *sessions, context.read.calendar);
  if (!recorded) return base::failure(std::move(recorded.error()));
  context.settings.session.watch.sampling = recorded->sampling;
  recorded->input.evidence = std::move(context.evidence);
  return std::move(recorded->input);
}

}  // namespace gammafield::app
