#pragma once

#include <optional>
#include <string_view>

#include "base/refusal.h"
#include "engine/settings.h"

namespace gammafield::engine {

/// A file of options, a list (base/list_file.h): `KEY = VALUE` lines as of `--set`, `preset = NAME`, and `[SYMBOL]`,
/// after which lines are for that underlying until `[*]`. Lines count in their order. `name` is the file's, for the
/// refusal (usage): one line with the file, the line number and what is wrong. A refused file changes nothing.
[[nodiscard]] std::optional<base::Refusal> apply_config(Settings&, std::string_view text, std::string_view name);

}  // namespace gammafield::engine
