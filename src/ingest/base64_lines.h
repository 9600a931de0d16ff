#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gammafield::ingest {

/// The text behind a file whose every line is base64 of a line of text, as Cboe's page has served its CSV. None when
/// the first lines are not that. Each decoded line keeps (or gets) its line end; a last line that was cut stays as it
/// is.
[[nodiscard]] std::optional<std::string> decode_base64_lines(std::string_view bytes);

}  // namespace gammafield::ingest
