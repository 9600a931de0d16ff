#include "bands/mixed_columns.h"

#include <algorithm>

#include "kernels/column_mixes.h"

namespace gammafield::bands {
namespace {

constexpr std::size_t draws_at_once = 64;  // their sums stay in the second cache

}  // namespace

MixedColumns::MixedColumns(std::size_t cells, std::size_t length)
    : cells_(cells), length_(length), stride_(kernels::MixColumns::padded(length)), values_(cells * stride_) {}

std::span<double> MixedColumns::column(std::size_t cell) { return std::span{values_}.subspan(cell * stride_, length_); }

void MixedColumns::visit(const Draws& draws,
                         const std::function<void(std::size_t, std::span<const double>)>& visit) const {
  std::vector<double> sums(draws_at_once * stride_);
  for (std::size_t first = 0; first < draws.count(); first += draws_at_once) {
    const std::size_t count = std::min(draws_at_once, draws.count() - first);
    kernels::column_mixes({cells_, stride_, values_.data()}, count, draws.from(first), sums.data());
    for (std::size_t i = 0; i < count; ++i) visit(first + i, std::span{sums}.subspan(i * stride_, length_));
  }
}

}  // namespace gammafield::bands
