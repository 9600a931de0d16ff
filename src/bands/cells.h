#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "bands/bucket.h"
#include "bands/prior.h"
#include "exposure/book.h"

namespace gammafield::bands {

/// Holdings of one bucket that every model gives the same side: in a draw they all have one x.
struct Cell {
  Bucket bucket;
  std::vector<exposure::DealerFraction> fractions;  ///< a model each
  /// Each with its share in this cell, in the book's order. Dealer shares are those of a dealer long all of it.
  std::vector<exposure::Holding> holdings;
  std::vector<std::uint32_t> of;  ///< which of the book's holdings each is a share of
};

inline constexpr std::size_t models_max = 8;

/// The book by cells, in the order in which it meets them: up to 33 with the built-in models. A holding whose fraction
/// is no eighth (a user's file) is shared between the two eighths around it by nearness, so that its mean is right; x
/// is then within 6e-4 of that of its own fraction. Requires one model at least, `models_max` at most.
[[nodiscard]] std::vector<Cell> cells_of(const exposure::Book&, std::span<const WeightedModel>);

}  // namespace gammafield::bands
