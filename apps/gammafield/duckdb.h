#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "archive/connection.h"
#include "base/refusal.h"

namespace gammafield::app {

/// `--duckdb FILE`.
void add_duckdb_option(CLI::App&, std::string& path);

/// Loads the library and opens a database in memory.
[[nodiscard]] base::Result<std::shared_ptr<const archive::Connection>, base::Refusal> connected(
    const std::string& path);

}  // namespace gammafield::app
