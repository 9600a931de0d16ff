#include "kernels/padding.h"

#include <algorithm>

namespace gammafield::kernels {

const double* filled_up(const double* from, std::size_t here, std::size_t count, double* to) {
  std::fill(std::copy_n(from, here, to), to + count, from[here - 1]);
  return to;
}

void copy_column(const double* from, std::size_t count, double* to) { std::copy_n(from, count, to); }

}  // namespace gammafield::kernels
