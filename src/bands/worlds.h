#pragma once

#include <memory>
#include <span>
#include <vector>

#include "bands/bands.h"
#include "bands/cell_profiles.h"
#include "bands/draw_columns.h"
#include "bands/drawn_flips.h"
#include "bands/drawn_walls.h"
#include "bands/strike_cells.h"

namespace gammafield::bands {

/// All draws of one book: possible worlds of the dealers' positions. Spot may go elsewhere, and nobody's position
/// changes: the bands there are of the same worlds, cells and draws as they were, with the exposures of there.
/// Prepared once, so that a price costs little.
class Worlds {
 public:
  /// None (empty_book) for a book without exposure. Requires what find_bands does.
  [[nodiscard]] static levels::Level<std::shared_ptr<const Worlds>> of(const exposure::Book&,
                                                                       std::span<const WeightedModel>,
                                                                       const BandSettings&,
                                                                       const levels::LevelSettings&);
  Worlds(const Worlds&) = delete;
  Worlds& operator=(const Worlds&) = delete;

  /// At the book's own spot.
  [[nodiscard]] const Bands& bands() const { return bands_; }
  /// With spot elsewhere and `strikes` and `gross_gex` (each holding's) what they are there; from any thread. Flips are
  /// looked for in the domain around the book's spot. A rank is that at the book's spot, for a strike that was a winner
  /// there; the fan is of the worlds, wherever spot is.
  [[nodiscard]] Bands at(market::Spot, std::span<const exposure::StrikeExposure> strikes,
                         std::span<const market::UsdPerPercent> gross_gex) const;

 private:
  Worlds(const exposure::Book&, const std::vector<Cell>&, std::span<const WeightedModel>, const BandSettings&,
         const levels::LevelSettings&);
  void tell(Bands&, const StrikesThere&) const;  ///< all that depends on spot

  levels::WallRule call_rule_, put_rule_;
  Draws draws_;
  DrawColumns columns_;
  CellProfiles profiles_;
  DrawnFlips flips_;
  StrikeCells strike_cells_;
  Bands bands_;
};

}  // namespace gammafield::bands
