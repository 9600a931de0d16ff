#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "market/date.h"
#include "studies/kept_result.h"

/// The folder that runs leave their results in: NAME.json and NAME.html each.
namespace gammafield::studies {

struct ResultFile {
  KeptResult result;
  market::Instant made_at;  ///< when the file was last written
};
struct KeptResults {
  std::vector<ResultFile> results;        ///< in the order of their files' names
  std::vector<base::Refusal> unreadable;  ///< a line each, which names the file
};

/// All results of a folder; none of a folder that is not there (yet). A file's name without `.json` is the result's, so
/// that an address leads to its page; another is refused.
[[nodiscard]] KeptResults kept_results(const std::string& folder);

/// The bytes of NAME.json or NAME.html (`extension`: with its dot). Refuses a name that is no study's own
/// (empty, with a slash, hidden: so nothing outside the folder) and one of which nothing is kept
/// (no_usable_data).
[[nodiscard]] base::Result<std::string, base::Refusal> kept_file(const std::string& folder, std::string_view name,
                                                                 std::string_view extension);

}  // namespace gammafield::studies
