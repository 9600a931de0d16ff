#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Values as bytes, little-endian, and back; what is read is never trusted.
namespace gammafield::store {

static_assert(std::endian::native == std::endian::little, "columns are copied as they lie in memory");

class ByteWriter {
 public:
  template <class T>
    requires std::is_trivially_copyable_v<T>
  void put(T value) {
    const std::size_t at = bytes_.size();
    bytes_.resize(at + sizeof value);
    std::memcpy(bytes_.data() + at, &value, sizeof value);
  }
  void put_text(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }
  template <class T>
  void put_array(const std::vector<T>& values) {
    put(static_cast<std::uint32_t>(values.size()));
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  template <class T>
  void put_maybe(const std::optional<T>& value) {
    put(static_cast<std::uint8_t>(value.has_value()));
    if (value) put(*value);
  }
  [[nodiscard]] std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what a ByteWriter wrote. Past the end every value is zero or empty and `ok()` is false from then on.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
    requires std::is_trivially_copyable_v<T>
  [[nodiscard]] T get() {
    T value{};
    const std::string_view bytes = raw(sizeof value);
    if (ok_) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  [[nodiscard]] std::string get_text() { return std::string{raw(get<std::uint32_t>())}; }
  template <class T>
  [[nodiscard]] std::vector<T> get_array() {
    const std::size_t count = get<std::uint32_t>();
    const std::string_view bytes = raw(count * sizeof(T));
    std::vector<T> values(ok_ ? count : 0);
    if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }
  template <class T>
  [[nodiscard]] std::optional<T> get_maybe() {
    return get<std::uint8_t>() != 0 ? std::optional{get<T>()} : std::nullopt;
  }
  /// A whole number below `count`, as enumerations are written; 0 and not ok otherwise.
  [[nodiscard]] std::uint8_t get_below(unsigned count) {
    const auto value = get<std::uint8_t>();
    if (value < count) return value;
    ok_ = false;
    return 0;
  }
  [[nodiscard]] std::string_view raw(std::size_t size) {
    ok_ = ok_ && size <= rest_.size();
    const std::string_view bytes = ok_ ? rest_.substr(0, size) : std::string_view{};
    rest_.remove_prefix(bytes.size());
    return bytes;
  }
  void fail() { ok_ = false; }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace gammafield::store
