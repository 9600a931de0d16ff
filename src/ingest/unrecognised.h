#pragma once

#include <string>
#include <string_view>

namespace gammafield::ingest {

/// What bytes that no format recognised seem to be, as the end of a sentence that begins with the file's name:
/// `it is a web page, not a chain: ...`. Price bars, level histories, open interest alone, feed messages, Parquet, DBN,
/// archives, spreadsheets, UTF-16, an empty file; else what its first line is.
[[nodiscard]] std::string why_not_a_chain(std::string_view bytes);

}  // namespace gammafield::ingest
