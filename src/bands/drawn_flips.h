#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "bands/cell_profiles.h"
#include "bands/draws.h"
#include "bands/flip_band.h"
#include "market/units.h"

namespace gammafield::bands {

/// Every crossing of every draw's profile. Where they lie does not depend on spot; which of a draw's is nearest does.
///
/// A draw's crossing is found between neighbouring spots of the profiles' grid and interpolated, within 3e-5 of spot;
/// the five prices reported are then settled by re-pricing their draws, to a few units in the last place. Two crossings
/// of one draw between two neighbouring spots are not seen.
class DrawnFlips {
 public:
  /// Both must outlive it.
  DrawnFlips(const CellProfiles&, const Draws&);

  /// With spot there, from any thread; a crossing is settled once.
  [[nodiscard]] FlipBand at(market::Spot) const;

 private:
  struct Crossing {
    std::uint32_t draw = 0, low = 0, high = 0;  ///< between which spots of the grid
    double price = 0;                           ///< interpolated
    double from = 0, to = 0;                    ///< it is its draw's nearest for spots from ... to, `to` excluded
  };
  [[nodiscard]] market::Spot settled(const Crossing&) const;
  [[nodiscard]] market::Spot search(const Crossing&) const;

  const CellProfiles& profiles_;
  const Draws& draws_;
  std::vector<Crossing> crossings_;  ///< ascending by price
  mutable std::mutex mutex_;
  mutable std::map<const Crossing*, market::Spot> settled_;
};

}  // namespace gammafield::bands
