#pragma once

#include <string>
#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// The bytes of a file or of standard input (`-`), gzip or zstd undone. Refuses unreadable, cut or bomb-like
/// containers. Of plain files the capacity reaches far enough beyond the text for ReadOptions::readable_after.
[[nodiscard]] base::Result<std::string, base::Refusal> read_bytes(const std::string& path);

/// Chain bytes of any supported format to snapshots. `name` is used in messages, and as ReadOptions::file_name.
/// Refuses (exit 6) what is no chain: bars, level histories, binary formats, web pages; and anything cut short.
[[nodiscard]] LoadResult read_chain(std::string_view bytes, const ReadOptions&, std::string_view name);

}  // namespace gammafield::ingest
