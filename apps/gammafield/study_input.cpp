#include "gammafield/study_input.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "archive/archive_folder.h"
#include "archive/archived_day.h"
#include "gammafield/duckdb.h"
#include "ingest/read_chain.h"
#include "studies/library.h"

namespace gammafield::app {
namespace {

void show(std::string_view study, std::string_view what, std::size_t done, std::size_t of) {
  if (isatty(STDERR_FILENO) != 1) return;
  fmt::print(stderr, "\r\x1b[K{}: {} of {} {}{}", study, done, of, what, done == of ? "\r\x1b[K" : "");
  std::fflush(stderr);
}

/// The days of an archive; none of any other folder.
base::Result<std::optional<studies::RecordSource>, base::Refusal> archived(const std::string& path,
                                                                           const std::string& symbol,
                                                                           const std::string& duckdb) {
  if (!archive::ArchiveFolder::is_one(path)) return std::optional<studies::RecordSource>{};
  auto duck = connected(duckdb);
  if (!duck) return base::failure(std::move(duck.error()));
  const archive::ArchiveFolder folder{path};
  const auto open = [duck = std::move(*duck), folder,
                     symbol](market::Date date) -> base::Result<store::NextRecord, base::Refusal> {
    auto day = archive::ArchivedDay::open(*duck, folder.day_folder(symbol, date), symbol, date);
    if (!day) return base::failure(store::to_refusal(day.error()));
    return [duck, day = std::make_shared<archive::ArchivedDay>(std::move(*day))] { return day->next(); };
  };
  return std::optional(studies::RecordSource{folder.days(symbol), open});
}

}  // namespace

base::Result<studies::StudyPlan, base::Refusal> plan_of(const std::string& study) {
  if (const auto text = base::text_named(studies::library_texts(), study)) return studies::read_study(*text, study);
  if (study.find_first_of("./") == std::string::npos && study != "-" && !std::filesystem::exists(study))
    return base::failure(base::Refusal{
        base::RefusalKind::usage,
        fmt::format("{}: no such study or file; there are {}", study, base::names_of(studies::library_texts()))});
  const auto bytes = ingest::read_bytes(study);
  if (!bytes) return base::failure(bytes.error());
  return studies::read_study(*bytes, study == "-" ? "standard input" : study);
}

studies::GatherOptions gathering_of(const std::string& study, const std::string& data, std::size_t threads,
                                    const std::string& duckdb) {
  return {.data = data,
          .threads = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads,
          .progress = [study](std::string_view what, std::size_t done, std::size_t of) { show(study, what, done, of); },
          .find_records = [duckdb](const std::string& folder,
                                   const std::string& symbol) { return archived(folder, symbol, duckdb); }};
}

}  // namespace gammafield::app
