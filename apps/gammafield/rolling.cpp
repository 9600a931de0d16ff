#include "gammafield/rolling.h"

#include <chrono>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "gammafield/at_intervals.h"
#include "gammafield/duckdb.h"

namespace gammafield::app {
namespace {

constexpr std::chrono::seconds between_looks{10};

void look_until(const std::stop_token& stop, archive::Roller& roller) {
  at_intervals(stop, between_looks, [&] {
    roller.run(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
               [&] { return stop.stop_requested(); });
  });
}

}  // namespace

std::unique_ptr<archive::Roller> roller_of(const store::Folder& folder, const std::string& archive,
                                           const std::string& duckdb, std::shared_ptr<const market::Calendar> changed) {
  return std::make_unique<archive::Roller>(
      folder, archive::ArchiveFolder{archive}, std::move(changed), [duckdb] { return connected(duckdb); },
      [](const std::string& text) { fmt::print(stderr, "{}\n", text); });
}

Rolling::Rolling(std::unique_ptr<archive::Roller> roller)
    : thread_(
          [roller = std::shared_ptr(std::move(roller))](const std::stop_token& stop) { look_until(stop, *roller); }) {}

}  // namespace gammafield::app
