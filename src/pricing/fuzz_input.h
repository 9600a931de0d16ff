#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <optional>

/// Only for fuzz programs: bytes taken off the front, zero once they have run out.
namespace gammafield::pricing {

class FuzzInput {
 public:
  FuzzInput(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  [[nodiscard]] bool empty() const { return size_ == 0; }

  template <class T>
  T take() {
    T value{};
    const std::size_t count = size_ < sizeof(T) ? size_ : sizeof(T);
    std::memcpy(&value, data_, count);
    data_ += count;
    size_ -= count;
    return value;
  }

  /// A double of two bytes in [low, high], so that a fuzzer reaches sensible numbers soon.
  double between(double low, double high) { return low + (high - low) * take<std::uint16_t>() / 65535.0; }

  /// Any double that lies in [low, high]; none for the others.
  std::optional<double> any_within(double low, double high) {
    const auto value = take<double>();
    return value >= low && value <= high ? std::optional(value) : std::nullopt;
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
};

inline void require(bool condition) {
  if (!condition) std::abort();
}

inline void require_finite(std::initializer_list<double> values) {
  for (const double value : values) require(std::isfinite(value));
}

}  // namespace gammafield::pricing
