#pragma once

#include <compare>

namespace gammafield::base {

/// A double with a meaning. In and out only by name: `Strike{5000}`, `strike.value()`; two tags never mix.
template <class Tag>
class Strong {
 public:
  constexpr Strong() = default;
  constexpr explicit Strong(double value) : value_(value) {}
  [[nodiscard]] constexpr double value() const { return value_; }
  friend constexpr auto operator<=>(Strong, Strong) = default;

 private:
  double value_ = 0;
};

}  // namespace gammafield::base
