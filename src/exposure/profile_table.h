#pragma once

#include <memory>
#include <span>
#include <vector>

#include "exposure/repriced_book.h"
#include "kernels/profile_table.h"
#include "market/units.h"

namespace gammafield::exposure {

/// The profile over a stretch of spots, tabulated once so that each further spot costs some nanoseconds: for searches
/// that look at many. Not exact, and what is found is settled by RepricedBook. Early exercise is tabulated for many
/// spots at once, less exactly: 1e-6 of gross, more where options have their boundaries; for a single spot it is summed
/// exactly, and costs as much.
class TabulatedProfile {
 public:
  /// Requires lowest <= highest.
  TabulatedProfile(const RepricedBook&, market::Spot lowest, market::Spot highest);

  /// Requires a spot within the stretch.
  /// Within error() of the exact one.
  [[nodiscard]] ProfilePoint at(market::Spot) const;
  /// No early exercise: a single spot costs less than by RepricedBook.
  [[nodiscard]] bool is_quick_at_one() const;
  /// Requires ascending spots within the stretch.
  [[nodiscard]] std::vector<TabulatedPoint> at(std::span<const market::Spot> ascending) const;
  [[nodiscard]] market::UsdPerPercent error() const { return market::UsdPerPercent{table_.error()}; }

 private:
  [[nodiscard]] double place(market::Spot) const;

  RepricedBook book_;  ///< holds the columns that the table reads
  double low_ = 0, high_ = 0;
  kernels::ProfileTable table_;
};

}  // namespace gammafield::exposure
