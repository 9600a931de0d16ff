#pragma once

#include <span>
#include <vector>

#include "bands/cells.h"
#include "bands/mixed_columns.h"
#include "exposure/repriced_book.h"
#include "levels/flip.h"
#include "market/units.h"

namespace gammafield::bands {

/// Every cell's profile over spot as if the dealers held all of it, exact at the spots of the flip's grid: 0.1 % of
/// spot over the domain, its ends, and the spike spots of every cell's book.
class CellProfiles {
 public:
  CellProfiles(const exposure::Book&, std::span<const Cell>, levels::FlipDomain);

  [[nodiscard]] const std::vector<market::Spot>& spots() const { return spots_; }  ///< ascending
  [[nodiscard]] const std::vector<double>& gross() const { return gross_; }        ///< $ a 1 %, of all cells
  [[nodiscard]] const std::vector<std::size_t>& even() const { return even_; }     ///< those of spots() without spikes
  [[nodiscard]] const MixedColumns& columns() const { return columns_; }
  /// Exact net GEX of a draw at a spot; `fractions`: x, a cell each.
  [[nodiscard]] double net_gex(std::span<const double> fractions, market::Spot) const;

 private:
  std::vector<exposure::RepricedBook> books_;  ///< a cell each
  std::vector<market::Spot> spots_;
  std::vector<std::size_t> even_;
  std::vector<double> gross_;
  MixedColumns columns_;
};

}  // namespace gammafield::bands
