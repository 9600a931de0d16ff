#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gammafield::store {

/// By zstd. Requires that the bytes fit in memory twice.
[[nodiscard]] std::string compressed(std::string_view);
/// None: not so compressed, damaged, or more than 1 GB of content.
[[nodiscard]] std::optional<std::string> decompressed(std::string_view);
/// XXH3, 64 bits: tells damage, not malice.
[[nodiscard]] std::uint64_t digest(std::string_view);

}  // namespace gammafield::store
