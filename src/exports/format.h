#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gammafield::exports {

/// What `--format` may be. A terminal gets table, a pipe too unless asked otherwise.
enum class OutputFormat : std::uint8_t { table, json, csv, ndjson, md };
[[nodiscard]] std::optional<OutputFormat> parse_output_format(std::string_view);

}  // namespace gammafield::exports
