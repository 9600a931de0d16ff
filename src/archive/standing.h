#pragma once

#include <string>

#include "archive/archive_folder.h"
#include "market/calendar.h"
#include "store/folder.h"

namespace gammafield::archive {

/// Where a recorded day is on its way into an archive.
enum class Standing : std::uint8_t {
  open,      ///< its session is not over (store/session_end.h), somebody records it, or nothing is recorded yet
  due,       ///< to be rolled: not there, or written to since it was
  archived,  ///< there
};

/// Days that `changed` says over the exchange's own calendar count. A day that cannot be read is due: rolling says
/// what is wrong with it.
[[nodiscard]] Standing standing_of(const store::Folder&, const ArchiveFolder&, const std::string& symbol, market::Date,
                                   const std::shared_ptr<const market::Calendar>& changed, market::Instant now);

/// `SPX 2026-08-18: 390 snapshots archived, 1234 kB`.
[[nodiscard]] std::string told(const std::string& symbol, market::Date, const Rolled&);

}  // namespace gammafield::archive
