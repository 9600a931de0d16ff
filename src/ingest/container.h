#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gammafield::ingest {

constexpr std::size_t unpacked_bytes_max = std::size_t{1} << 30;  ///< also the most that is read of any file
/// From this size on, unpacked bytes may be at most `unpacked_ratio_max` times the packed ones: real chains pack 5 to
/// 30 times, a bomb a thousand times and more.
constexpr std::size_t unpacked_free_bytes = std::size_t{1} << 24;
constexpr std::size_t unpacked_ratio_max = 200;

/// gzip (one or more members) or zstd (one or more frames) undone by their magic numbers; anything else is handed back
/// as it is. The error is half a sentence to follow a name: damaged, cut short, followed by other bytes, or over the
/// limits.
[[nodiscard]] base::Result<std::string, std::string> unpack(std::string bytes);

}  // namespace gammafield::ingest
