#pragma once

#include <string>
#include <string_view>

namespace gammafield::ingest {

/// What bytes that no format recognised seem to be, to follow the file's name: `not a chain but price bars of an
/// underlying`. Price bars, level histories, open interest alone, feed messages, Parquet, DBN, web pages, archives,
/// spreadsheets, UTF-16, an empty file; else what its first line is.
[[nodiscard]] std::string why_not_a_chain(std::string_view bytes);

}  // namespace gammafield::ingest
