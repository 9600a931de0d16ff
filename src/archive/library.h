#pragma once

#include <memory>
#include <string>
#include <vector>

#include "archive/duckdb_api.h"
#include "base/refusal.h"
#include "base/result.h"

/// DuckDB's C library, loaded when it is needed: it is 70 MB, and only the archive and SQL use it.
namespace gammafield::archive {

class Library {
 public:
  /// Loads it: from `given` where that is not empty, else from GAMMAFIELD_DUCKDB, else from the first of
  /// usual_places(). Refuses (no_usable_data) in one line that says how to get it, or what is wrong with the one that
  /// is there.
  [[nodiscard]] static base::Result<std::shared_ptr<const Library>, base::Refusal> load(const std::string& given);

  [[nodiscard]] const duckdb::Api& api() const { return api_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string version() const { return api_.library_version(); }  ///< `v1.5.6`

 private:
  explicit Library(std::string path) : path_(std::move(path)) {}
  [[nodiscard]] static base::Result<std::shared_ptr<const Library>, std::string> from(const std::string& path);

  std::string path_;
  duckdb::Api api_{};
};

/// Beside the program, `../lib/gammafield`, the user's data folder, `/usr/local/lib/gammafield`, and the system's own
/// search by name; the last is no path.
[[nodiscard]] std::vector<std::string> usual_places();

}  // namespace gammafield::archive
