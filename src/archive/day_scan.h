#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "archive/connection.h"
#include "archive/table.h"

/// Recorded days as tables that SQL can read: nothing is copied, a day is read while DuckDB asks for its rows.
namespace gammafield::archive {

/// Whether what is under way is to be given up; empty: never. Asked on DuckDB's threads too.
using Stop = std::function<bool()>;

/// Makes a table function: `SELECT * FROM name()` reads these days' files (store/day_file.h), one after the other, in
/// time order. Columns that nobody asks for are not made. What the store refuses, the query fails with, and with
/// `stopped` once `stop` says so, which is asked before each record.
[[nodiscard]] base::Result<void, std::string> add_day_scan(const Connection&, const std::string& name, const Table&,
                                                           std::vector<std::string> day_paths, Stop stop = {});

}  // namespace gammafield::archive
