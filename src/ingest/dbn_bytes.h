#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

/// Numbers and texts at places in Databento's records: little-endian, unaligned, each with a value for "undefined".
namespace gammafield::ingest {

static_assert(std::endian::native == std::endian::little);

/// None where it does not fit in the bytes.
template <class T>
  requires std::is_trivially_copyable_v<T>
[[nodiscard]] std::optional<T> number_at(std::string_view bytes, std::size_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

/// As above, and none of the greatest value of the type, which means undefined.
template <class T>
[[nodiscard]] std::optional<T> defined_at(std::string_view bytes, std::size_t offset) {
  const auto value = number_at<T>(bytes, offset);
  return value == std::numeric_limits<T>::max() ? std::nullopt : value;
}

/// A text of fixed room, ended by a zero byte where it is shorter; empty where it does not fit.
[[nodiscard]] inline std::string_view text_at(std::string_view bytes, std::size_t offset, std::size_t room) {
  if (offset > bytes.size() || bytes.size() - offset < room) return {};
  const std::string_view text = bytes.substr(offset, room);
  return text.substr(0, text.find('\0'));
}

}  // namespace gammafield::ingest
