#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "exposure/book.h"
#include "exposure/by_strike.h"
#include "exposure/totals.h"
#include "market/units.h"

/// One book's exposures wherever spot goes, for prices that come many times a second (docs/methods.md 1.4.13).
namespace gammafield::exposure {

/// The same holdings with spot elsewhere: forwards go with it, every contract keeps its volatility and the time left it
/// had (sticky strike), dealers keep their sides.
[[nodiscard]] Book moved(const Book&, market::Spot);

/// What a book is with spot at one place.
struct ExposureThere {
  market::Spot spot;
  std::vector<StrikeExposure> strikes;  ///< by_strike
  Totals totals;
  std::vector<market::UsdPerPercent> gross_gex;  ///< each holding's, in the book's order
};

/// by_strike and totals of moved(), without making that book: columns are laid out once, so that a spot costs the
/// greeks and their sums. Where a contract may be exercised early it is made all the same, and costs what it costs.
/// Within 1e-13 of gross of what they say.
class SpotExposure {
 public:
  /// The book must outlive it.
  explicit SpotExposure(const Book&);

  [[nodiscard]] ExposureThere at(market::Spot) const;
  /// The holdings of a strike, with their exposures there; in the book's order.
  [[nodiscard]] std::vector<Holding> holdings_at(market::Strike, const ExposureThere&) const;

 private:
  [[nodiscard]] ExposureThere by_columns(market::Spot) const;

  const Book& book_;
  bool by_columns_ = true;                        ///< no early exercise
  std::vector<StrikeExposure> strikes_;           ///< with open interest alone
  std::vector<std::uint32_t> strike_of_;          ///< a holding's
  std::vector<std::uint32_t> by_strike_, begin_;  ///< holdings ordered by strike; where each strike begins
  /// Of each holding: strike, years, volatility, rate, carry, sign, and shares.
  std::vector<double> K_, T_, sigma_, r_, q_, sign_, dealer_, gross_;
};

}  // namespace gammafield::exposure
