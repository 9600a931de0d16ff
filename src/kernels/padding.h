#pragma once

#include <cstddef>

/// For columns-inl.h: the rare end of a column, kept out of the hot loops.
namespace gammafield::kernels {

/// `here` > 0 elements, and copies of the last one up to `count`; returns `to`.
const double* filled_up(const double* from, std::size_t here, std::size_t count, double* to);

void copy_column(const double* from, std::size_t count, double* to);

}  // namespace gammafield::kernels
