#include "exports/format.h"

namespace gammafield::exports {

std::optional<OutputFormat> parse_output_format(std::string_view name) {
  if (name == "table") return OutputFormat::table;
  if (name == "json") return OutputFormat::json;
  if (name == "csv") return OutputFormat::csv;
  if (name == "ndjson") return OutputFormat::ndjson;
  if (name == "md") return OutputFormat::md;
  return std::nullopt;
}

}  // namespace gammafield::exports
