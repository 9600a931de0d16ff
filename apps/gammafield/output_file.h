#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/refusal.h"

namespace gammafield::app {

/// Writes the whole file, `-` being standard output: under another name first and then renamed, so that a reader never
/// sees a half of it and a failure leaves the old file as it was.
[[nodiscard]] std::optional<base::Refusal> write_file(const std::string& path, std::string_view bytes);

}  // namespace gammafield::app
