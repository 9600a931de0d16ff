#pragma once

#include "gammafield/alert_host.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "store/recorder.h"

namespace gammafield::app {

/// What a recorder that was killed had on disk and its rules had not looked at yet: the records behind the last Report
/// they know, where that is one of the last three recorded. Analysed again; the Reports are those that were recorded.
/// Refuses a folder that cannot be read.
[[nodiscard]] Outcome catch_up(AlertHost&, const store::Folder&, const ChainContext&, const store::SharedCalendar&);

}  // namespace gammafield::app
