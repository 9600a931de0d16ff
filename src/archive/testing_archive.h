#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "archive/connection.h"
#include "store/testing_day.h"

/// For tests that need DuckDB's library, which `./check` fetches by tools/get-duckdb.
namespace gammafield::archive {

inline constexpr const char* library_path = GAMMAFIELD_TESTDATA "/../build/duckdb/libduckdb.so";

/// None where it is not on this machine: such tests are skipped.
inline std::shared_ptr<const Library> library_for_tests() {
  std::error_code error;
  const bool named = std::getenv("GAMMAFIELD_DUCKDB") != nullptr;
  if (!named && !std::filesystem::exists(library_path, error)) return nullptr;
  auto library = Library::load(named ? "" : library_path);
  return library ? *library : nullptr;
}

inline std::shared_ptr<const Connection> connection_for_tests() {
  const auto library = library_for_tests();
  if (library == nullptr) return nullptr;
  auto connection = Connection::open(library);
  return connection ? std::make_shared<const Connection>(std::move(*connection)) : nullptr;
}

#define GAMMAFIELD_CONNECT_OR_SKIP(connection)                        \
  const auto connection = connection_for_tests();                     \
  if (connection == nullptr) {                                        \
    GTEST_SKIP() << "no libduckdb.so: tools/get-duckdb build/duckdb"; \
  }

}  // namespace gammafield::archive
