#include "kernels/aligned_column.h"

#include <new>

namespace gammafield::kernels {
namespace {

constexpr std::align_val_t cache_line{64};

}  // namespace

void AlignedDelete::operator()(double* column) const { ::operator delete[](column, cache_line); }

AlignedColumn zeros(std::size_t count) { return AlignedColumn{new (cache_line) double[count]()}; }

}  // namespace gammafield::kernels
