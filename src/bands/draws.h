#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "bands/cells.h"
#include "bands/prior.h"

namespace gammafield::bands {

/// What the dealers hold in each draw: x of every cell.
///
/// The normals of draw n depend on the seed, on n and on the right or the bucket alone: two snapshots, two priors and
/// two chains are drawn alike, so that what differs between them is not chance. The model that a draw follows depends
/// on the seed, on n and on the weights.
class Draws {
 public:
  /// `models` as the cells were made with.
  Draws(std::span<const Cell>, std::span<const WeightedModel> models, const std::optional<Prior>&, std::uint64_t seed,
        std::size_t count);

  [[nodiscard]] std::size_t count() const { return cells_ == 0 ? 0 : fractions_.size() / cells_; }
  /// One a cell.
  [[nodiscard]] std::span<const double> of(std::size_t draw) const {
    return std::span{fractions_}.subspan(draw * cells_, cells_);
  }
  /// Of draws first, first + 1, ..., one after the other.
  [[nodiscard]] const double* from(std::size_t draw) const { return fractions_.data() + draw * cells_; }

 private:
  std::size_t cells_ = 0;
  std::vector<double> fractions_;
};

/// u + v of Prior in a draw, a bucket each.
[[nodiscard]] std::vector<double> shifts_of_draw(const Prior&, std::uint64_t seed, std::uint64_t draw);

}  // namespace gammafield::bands
