#pragma once

#include "base/compensated_sum.h"
#include "exposure/book.h"
#include "market/units.h"

namespace gammafield::exposure {

/// Adds up holdings in the columns that every view of the book shares: one side each, and net. Compensated, so that the
/// sums over strikes, over expiries and over contracts agree to the last digits.
class ExposureSum {
 public:
  void add(const Holding& holding) {
    Side& side = holding.right == market::Right::call ? call_ : put_;
    side.gross.add(holding.gross_gex.value());
    side.open_interest.add(holding.open_interest.value());
    net_.add(holding.net_gex.value());
  }

  /// Writes to anything with the columns `call`, `put`, `net`, `call_open_interest`, `put_open_interest`.
  template <class Columns>
  void write_to(Columns& columns) const {
    columns.call = market::UsdPerPercent{call_.gross.value()};
    columns.put = market::UsdPerPercent{put_.gross.value()};
    columns.net = market::UsdPerPercent{net_.value()};
    columns.call_open_interest = market::Contracts{call_.open_interest.value()};
    columns.put_open_interest = market::Contracts{put_.open_interest.value()};
  }

 private:
  struct Side {
    base::CompensatedSum gross, open_interest;
  };
  Side call_, put_;
  base::CompensatedSum net_;
};

}  // namespace gammafield::exposure
