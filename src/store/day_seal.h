#pragma once

#include <string>

#include "store/fault.h"

/// The digest that stands beside a closed day: `2026-08-18.day` has `2026-08-18.day.xxh3`.
namespace gammafield::store {

[[nodiscard]] std::string seal_path(const std::string& day_path);

/// Writes it, whole or not at all, and brings it and the name of the day's file to disk.
[[nodiscard]] Stored<void> seal(const std::string& day_path);
/// Takes it away, before the day is written to.
[[nodiscard]] Stored<void> unseal(const std::string& day_path);
/// Refuses (damaged) a file that is not the one sealed, and a damaged seal. Without a seal there is nothing to say:
/// false.
[[nodiscard]] Stored<bool> check_seal(const std::string& day_path);

/// Brings a folder's names to disk.
[[nodiscard]] Stored<void> sync_folder(const std::string& path);

}  // namespace gammafield::store
