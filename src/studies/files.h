#pragma once

#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"

namespace gammafield::studies {

/// The files that a study's names mean, in the names' order and each name's alphabetically: relative to the folder,
/// with `*`, `?` and `[...]` as in a shell. Refuses (usage) a name that no file fits.
[[nodiscard]] base::Result<std::vector<std::string>, base::Refusal> files_of(const std::string& folder,
                                                                             const std::vector<std::string>& names);

/// A name that is relative to the folder, as a path; an absolute one is as it is.
[[nodiscard]] std::string path_in(const std::string& folder, const std::string& name);

/// Its name without the folders.
[[nodiscard]] std::string last_part(const std::string& path);

}  // namespace gammafield::studies
