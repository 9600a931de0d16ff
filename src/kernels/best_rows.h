#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/column_mixes.h"

namespace gammafield::kernels {

/// Rows that are weighted sums of a few of many columns:
///   row r [j] = sum over t = begin[r] ... begin[r + 1] - 1 of weight[t] * column of[t] [j]
/// No element of a row is above its `reach`; the rows come with the farthest first.
struct SparseRows {
  std::size_t count = 0;
  const std::uint32_t* begin = nullptr;  ///< count + 1
  const std::uint32_t* of = nullptr;     ///< which column; a term each
  const double* weight = nullptr;        ///< a term each
  const double* reach = nullptr;         ///< a row each, descending
};

/// An element each.
struct BestRows {
  double* best = nullptr;
  double* second = nullptr;
  double* row = nullptr;  ///< the first that has it; whatever it is where best is 0
};

/// For every element the highest of all rows and of zero, the second highest, and which row is the highest. Rows that
/// can come no nearer to any of the elements beside than `near` * best are not looked at, so that a second below that
/// may be too low. Arrays of columns.length; none needs alignment.
void best_rows(const MixColumns& columns, const SparseRows&, double near, const BestRows& out);

}  // namespace gammafield::kernels
