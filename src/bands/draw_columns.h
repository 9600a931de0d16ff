#pragma once

#include <cstddef>
#include <vector>

#include "bands/draws.h"
#include "kernels/column_mixes.h"

namespace gammafield::bands {

/// Draws laid out cell by cell, for sums of few cells over all draws at once.
class DrawColumns {
 public:
  explicit DrawColumns(const Draws&);

  [[nodiscard]] std::size_t count() const { return count_; }
  /// A column a cell, of x in draw 0, 1, ...; filled up with the last draw.
  [[nodiscard]] kernels::MixColumns columns() const { return {cells_, length_, values_.data()}; }

 private:
  std::size_t count_, cells_, length_;
  std::vector<double> values_;
};

}  // namespace gammafield::bands
