#pragma once

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "engine/analysis.h"
#include "ingest/read_chain.h"

/// Real chains for tests; they are not part of the project, so a test that needs one skips where it is not there.
namespace gammafield::engine {

[[nodiscard]] inline std::string shared_file(const std::string& name) {
  return (std::filesystem::path{GAMMAFIELD_SHARED_DATA} / name).string();
}

[[nodiscard]] inline bool is_there(const std::string& name) { return std::filesystem::exists(shared_file(name)); }

/// Fails the test with the reason when the file cannot be analysed.
[[nodiscard]] inline Analysis analysed(const std::string& name, const Settings& settings) {
  const auto bytes = ingest::read_bytes(shared_file(name));
  if (!bytes) throw std::runtime_error{bytes.error().message};
  const auto loaded = ingest::read_chain(*bytes, {}, name);
  if (!loaded) throw std::runtime_error{loaded.error().message};
  auto analysis = analyse(loaded->back(), settings);
  if (!analysis) throw std::runtime_error{analysis.error().message};
  return std::move(*analysis);
}

}  // namespace gammafield::engine

#define GAMMAFIELD_NEEDS_DATA(name)                                                \
  if (!gammafield::engine::is_there(name)) {                                       \
    GTEST_SKIP() << "needs the real chain " << (name) << ", which is not shipped"; \
  }                                                                                \
  static_assert(true)
