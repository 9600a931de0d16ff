#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "archive/archive_folder.h"
#include "store/folder.h"

namespace gammafield::archive {

/// Which recorded sessions stay.
struct Retention {
  int days = 0;                          ///< calendar days, the last session's included; 0: all stay
  std::optional<ArchiveFolder> archive;  ///< a session that is not in it yet stays, and all after it
};

/// Takes away a symbol's older sessions; which ones they were.
[[nodiscard]] store::Stored<std::vector<market::Date>> forget(const store::Folder&, std::string_view symbol,
                                                              const Retention&);

}  // namespace gammafield::archive
