#include "studies/kept_results.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/list_file.h"
#include "ingest/read_chain.h"

namespace gammafield::studies {
namespace {

namespace fs = std::filesystem;
using base::Refusal;
using base::RefusalKind;

constexpr std::string_view extension = ".json";

bool fits(std::string_view name) {
  return !name.empty() && name.front() != '.' && name.find_first_of(std::string_view("/\0", 2)) == std::string::npos;
}

/// Whoever writes a file meanwhile may take it away: then there is none.
std::vector<fs::path> json_files(const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code fault;
  for (fs::directory_iterator each(folder, fault); !fault && each != fs::directory_iterator(); each.increment(fault)) {
    if (each->path().extension() == extension && fits(each->path().filename().string())) files.push_back(each->path());
  }
  std::ranges::sort(files);
  return files;
}

base::Result<ResultFile, Refusal> read(const fs::path& path) {
  const auto name = path.filename().string();
  const auto bytes = ingest::read_bytes(path.string());
  if (!bytes) return base::failure(bytes.error());
  auto result = read_kept_result(*bytes, name);
  if (!result) return base::failure(result.error());
  if (result->name != path.stem().string())
    return base::failure(Refusal{RefusalKind::input_rejected,
                                 fmt::format("{}: the result of a study named '{}': the file's name has to be that",
                                             name, base::shown(result->name))});
  std::error_code fault;
  const auto written = fs::last_write_time(path, fault);
  if (fault) return base::failure(Refusal{RefusalKind::input_rejected, fmt::format("{}: {}", name, fault.message())});
  return ResultFile{std::move(*result),
                    std::chrono::floor<std::chrono::seconds>(std::chrono::file_clock::to_sys(written))};
}

}  // namespace

KeptResults kept_results(const std::string& folder) {
  KeptResults kept;
  for (const auto& path : json_files(folder)) {
    auto file = read(path);
    if (file)
      kept.results.push_back(std::move(*file));
    else
      kept.unreadable.push_back(file.error());
  }
  return kept;
}

base::Result<std::string, Refusal> kept_file(const std::string& folder, std::string_view name,
                                             std::string_view ending) {
  const auto path = fs::path(folder) / fmt::format("{}{}", name, ending);
  std::error_code fault;
  if (!fits(name) || !fs::is_regular_file(path, fault))
    return base::failure(
        Refusal{RefusalKind::no_usable_data, fmt::format("no result of a study named '{}'", base::shown(name))});
  return ingest::read_bytes(path.string());
}

}  // namespace gammafield::studies
