#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/best_rows.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/best_rows.h"
#include "kernels/columns-inl.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

constexpr std::size_t vectors_at_once = 2;  // as wide as padding allows on every target

/// Elements that stay in registers while all rows pass.
struct Block {
  Vector best[vectors_at_once], second[vectors_at_once], row[vectors_at_once];
};

/// Whether some element may still get a row that reaches so far.
HWY_INLINE bool may_matter(const Block& block, double near, double reach) {
  constexpr Doubles d;
  Vector least = block.best[0];
  for (std::size_t v = 1; v < vectors_at_once; ++v) least = hn::Min(least, block.best[v]);
  return !hn::AllFalse(d, hn::Ge(number(reach), hn::Mul(number(near), least)));
}

HWY_INLINE void look_at(const MixColumns& columns, const SparseRows& rows, std::size_t r, std::size_t begin,
                        Block& block) {
  constexpr Doubles d;
  const std::size_t width = hn::Lanes(d);
  Vector sum[vectors_at_once];
  for (auto& each : sum) each = hn::Zero(d);
  for (std::uint32_t t = rows.begin[r]; t < rows.begin[r + 1]; ++t) {
    const double* column = columns.values + rows.of[t] * columns.length + begin;
    const Vector weight = number(rows.weight[t]);
    for (std::size_t v = 0; v < vectors_at_once; ++v) sum[v] = hn::MulAdd(weight, load(column + v * width), sum[v]);
  }
  const Vector index = number(static_cast<double>(r));
  for (std::size_t v = 0; v < vectors_at_once; ++v) {
    const Lanes better = hn::Gt(sum[v], block.best[v]);
    block.second[v] = hn::Max(block.second[v], hn::Min(block.best[v], sum[v]));
    block.best[v] = hn::Max(block.best[v], sum[v]);
    block.row[v] = hn::IfThenElse(better, index, block.row[v]);
  }
}

void best_of_rows(const MixColumns& columns, const SparseRows& rows, double near, const BestRows& out) {
  constexpr Doubles d;
  const std::size_t width = hn::Lanes(d);
  for (std::size_t begin = 0; begin < columns.length; begin += vectors_at_once * width) {
    Block block;
    for (std::size_t v = 0; v < vectors_at_once; ++v) block.best[v] = block.second[v] = block.row[v] = hn::Zero(d);
    for (std::size_t r = 0; r < rows.count && may_matter(block, near, rows.reach[r]); ++r)
      look_at(columns, rows, r, begin, block);
    for (std::size_t v = 0; v < vectors_at_once; ++v) {
      store(block.best[v], out.best + begin + v * width);
      store(block.second[v], out.second + begin + v * width);
      store(block.row[v], out.row + begin + v * width);
    }
  }
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <cassert>

namespace gammafield::kernels {
namespace {

HWY_EXPORT(best_of_rows);

}  // namespace

void best_rows(const MixColumns& columns, const SparseRows& rows, double near, const BestRows& out) {
  assert(columns.length % MixColumns::padding == 0);
  HWY_DYNAMIC_DISPATCH(best_of_rows)(columns, rows, near, out);
}

}  // namespace gammafield::kernels
#endif
