#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gammafield::kernels {

/// The elements of a column that a kernel did not do, ascending: its inputs were outside the range in which the kernel
/// holds its accuracy. What it left in the output there means nothing; the caller computes them by scalar code.
class Leftover {
 public:
  /// Bit i of `lanes`: element first + i; those at `end` and beyond are padding and are left out.
  void add(std::size_t first, std::uint64_t lanes, std::size_t end);
  /// Those of a later piece of the column, which begins at element `offset`.
  void append(const Leftover& later, std::size_t offset);
  [[nodiscard]] const std::vector<std::uint32_t>& elements() const { return elements_; }

 private:
  std::vector<std::uint32_t> elements_;
};

}  // namespace gammafield::kernels
