#include "bands/draw_columns.h"

#include <algorithm>

namespace gammafield::bands {

DrawColumns::DrawColumns(const Draws& draws)
    : count_(draws.count()),
      cells_(draws.of(0).size()),
      length_(kernels::MixColumns::padded(count_)),
      values_(cells_ * length_) {
  for (std::size_t i = 0; i < length_; ++i) {
    const auto fractions = draws.of(std::min(i, count_ - 1));
    for (std::size_t cell = 0; cell < cells_; ++cell) values_[cell * length_ + i] = fractions[cell];
  }
}

}  // namespace gammafield::bands
