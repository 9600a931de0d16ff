#pragma once

#include <memory>
#include <span>
#include <vector>

#include "exposure/repriced_book.h"
#include "kernels/profile_table.h"
#include "market/units.h"

namespace gammafield::exposure {

/// The profile over a stretch of spots, tabulated once so that each further spot costs some nanoseconds: for searches
/// that look at many. Not exact: net and gross are within error() of the exact ones, and what is found is settled by
/// RepricedBook.
class TabulatedProfile {
 public:
  /// Requires lowest <= highest.
  TabulatedProfile(const RepricedBook&, market::Spot lowest, market::Spot highest);

  /// Requires a spot within the stretch.
  [[nodiscard]] ProfilePoint at(market::Spot) const;
  /// Requires ascending spots within the stretch.
  [[nodiscard]] std::vector<ProfilePoint> at(std::span<const market::Spot> ascending) const;
  [[nodiscard]] market::UsdPerPercent error() const { return market::UsdPerPercent{table_.error()}; }

 private:
  [[nodiscard]] double place(market::Spot) const;

  RepricedBook book_;  ///< holds the columns that the table reads
  double low_ = 0, high_ = 0;
  kernels::ProfileTable table_;
};

}  // namespace gammafield::exposure
