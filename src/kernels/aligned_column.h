#pragma once

#include <cstddef>
#include <memory>

namespace gammafield::kernels {

struct AlignedDelete {
  void operator()(double* column) const;
};

/// A column of doubles that starts where a cache line does: no vector of it lies across two.
using AlignedColumn = std::unique_ptr<double[], AlignedDelete>;
[[nodiscard]] AlignedColumn zeros(std::size_t count);

}  // namespace gammafield::kernels
