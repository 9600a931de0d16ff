#pragma once

#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "toml_file/toml_library.h"

namespace gammafield::toml_file {

/// The tables of a TOML file. Refuses (usage) in one line, with the file's name and the line, whatever is no TOML, is
/// longer than 1 MiB, or holds anything but printable ASCII outside lines of comment.
[[nodiscard]] base::Result<toml::table, base::Refusal> parse_document(std::string_view text, std::string_view name);

/// `name: text`, of kind usage.
[[nodiscard]] base::Refusal refusal_of(std::string_view name, std::string_view text);

}  // namespace gammafield::toml_file
