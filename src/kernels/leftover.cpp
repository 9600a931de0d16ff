#include "kernels/leftover.h"

#include <bit>

namespace gammafield::kernels {

void Leftover::add(std::size_t first, std::uint64_t lanes, std::size_t end) {
  for (; lanes != 0; lanes &= lanes - 1) {
    const std::size_t element = first + static_cast<std::size_t>(std::countr_zero(lanes));
    if (element < end) elements_.push_back(static_cast<std::uint32_t>(element));
  }
}

void Leftover::append(const Leftover& later, std::size_t offset) {
  for (std::uint32_t element : later.elements_) elements_.push_back(static_cast<std::uint32_t>(offset + element));
}

}  // namespace gammafield::kernels
