#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <span>

namespace gammafield::base {

/// Equal parts of one block, one after the other: columns that take one allocation. They live as long as the block.
/// Requires a size that is a multiple of n.
template <std::size_t n>
[[nodiscard]] std::array<std::span<double>, n> columns_of(std::span<double> block) {
  assert(block.size() % n == 0);
  const std::size_t length = block.size() / n;
  std::array<std::span<double>, n> columns;
  for (std::size_t k = 0; k < n; ++k) columns[k] = block.subspan(k * length, length);
  return columns;
}

}  // namespace gammafield::base
