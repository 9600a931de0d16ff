#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "bands/cells.h"
#include "exposure/book.h"
#include "exposure/by_strike.h"
#include "market/units.h"

namespace gammafield::bands {

/// A book's strikes taken apart by cells. A strike is in few of them, wherever spot goes: that is laid out once.
class StrikeCells {
 public:
  /// `strikes`: the book's own, by_strike.
  StrikeCells(const exposure::Book&, std::span<const exposure::StrikeExposure> strikes, std::span<const Cell>);

  /// One part of a strike's exposure, by strike and then by cell: strike i has parts first(i) ... first(i + 1) - 1.
  [[nodiscard]] std::uint32_t first(std::size_t strike) const { return first_[strike]; }
  [[nodiscard]] std::span<const std::uint32_t> cells() const { return cells_; }  ///< which; a part each
  /// What each part is worth to a dealer who is long all of it, $ a 1 %. `gross_gex`: of each holding of the book.
  [[nodiscard]] std::vector<double> worth(std::span<const market::UsdPerPercent> gross_gex) const;

 private:
  struct Share {
    std::uint32_t part = 0, holding = 0;
    double share = 0;
  };
  std::vector<std::uint32_t> first_, cells_;
  std::vector<Share> shares_;
};

}  // namespace gammafield::bands
