#pragma once

namespace gammafield::research {

/// Prices around a level; the ends belong to it.
struct PriceRange {
  double low = 0, high = 0;
  [[nodiscard]] bool holds(double price) const { return low <= price && price <= high; }
};

/// Those within so large a part of the level, give or take a rounding: 5025 is within 0.5 % of 5000.
[[nodiscard]] inline PriceRange around(double level, double part) {
  constexpr double rounding = 1e-9;
  return {level * (1 - part - rounding), level * (1 + part + rounding)};
}

/// What is close by a wall: strikes within this part of it (docs/methods.md 1.4.13).
inline constexpr double close_by_wall = 0.005;

}  // namespace gammafield::research
