#pragma once

#include <string>
#include <string_view>

#include "archive/retention.h"
#include "gammafield/command.h"

namespace gammafield::app {

/// What `--keep-days` and `--archive` come to; `archive` empty: none.
[[nodiscard]] archive::Retention retention_of(int keep_days, const std::string& archive);

/// Takes away a symbol's older sessions, with a line on standard error.
[[nodiscard]] Outcome forget_sessions(const store::Folder&, std::string_view symbol, const archive::Retention&);

}  // namespace gammafield::app
