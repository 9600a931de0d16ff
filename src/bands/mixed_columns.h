#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "bands/draws.h"

namespace gammafield::bands {

/// A column of values (over spots, over strikes) for each cell, and their sums under the draws' positions.
class MixedColumns {
 public:
  MixedColumns(std::size_t cells, std::size_t length);

  [[nodiscard]] std::span<double> column(std::size_t cell);
  /// Calls visit(draw, values) for every draw in turn: values[j] = sum over cells of x * column[j].
  void visit(const Draws&, const std::function<void(std::size_t, std::span<const double>)>&) const;

 private:
  std::size_t cells_, length_, stride_;
  std::vector<double> values_;
};

}  // namespace gammafield::bands
