#pragma once

#include <string>
#include <vector>

#include "doctor/finding.h"

/// Disks, recorded days, the library, keys.
namespace gammafield::doctor {

/// Whether a folder takes files, tried by one that is gone again, and how much room there is.
[[nodiscard]] Finding disk_finding(const std::string& folder);

/// Every record of every recorded day is read.
[[nodiscard]] Finding store_finding(const std::string& folder);

/// Archived days beside recorded ones, which may be several sessions behind.
[[nodiscard]] Finding archive_finding(const std::string& archive, const std::string& store);

/// Whether DuckDB's library loads: from `given`, or where it is looked for.
[[nodiscard]] Finding duckdb_finding(const std::string& given);

/// Which of these variables are set. Their values are not looked at but for being empty, and never printed.
[[nodiscard]] Finding keys_finding(const std::vector<std::string>& variables);

}  // namespace gammafield::doctor
