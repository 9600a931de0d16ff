#include "gammafield/study_input.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "ingest/read_chain.h"
#include "studies/library.h"

namespace gammafield::app {
namespace {

void show(std::string_view study, std::string_view what, std::size_t done, std::size_t of) {
  if (isatty(STDERR_FILENO) != 1) return;
  fmt::print(stderr, "\r\x1b[K{}: {} of {} {}{}", study, done, of, what, done == of ? "\r\x1b[K" : "");
  std::fflush(stderr);
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

studies::GatherOptions gathering_of(const std::string& study, const std::string& data, std::size_t threads) {
  return {
      .data = data,
      .threads = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads,
      .progress = [study](std::string_view what, std::size_t done, std::size_t of) { show(study, what, done, of); }};
}

}  // namespace gammafield::app
