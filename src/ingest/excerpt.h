#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gammafield::ingest {

/// Foreign bytes made fit for messages, JSON and terminals: at most `max` bytes, control characters as `?`, and if it
/// is not UTF-8, every byte that is not ASCII as well.
[[nodiscard]] std::string excerpt(std::string_view bytes, std::size_t max = 80);

}  // namespace gammafield::ingest
