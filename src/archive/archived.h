#pragma once

#include <memory>
#include <string_view>

#include "archive/archive_folder.h"
#include "store/recorder.h"

namespace gammafield::archive {

/// Archived sessions as a replay wants them (store/recorder.h): of the same records it gets the same bytes.
[[nodiscard]] store::Stored<store::Recorded> archived(
    std::shared_ptr<const Connection>, const ArchiveFolder&, std::string_view symbol, const store::Sessions&,
    const store::SharedCalendar& = market::Calendar::of(market::Exchange::us));

}  // namespace gammafield::archive
