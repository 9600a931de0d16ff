#pragma once

#include <map>
#include <utility>
#include <vector>

#include "inventory/side_teller.h"

namespace gammafield::inventory {

/// Customers' contracts print by print, each of which is known from its own time on. As the sides are told, not
/// corrected for wrong ones: for sums over a day see flow.h.
class SignedPrints {
 public:
  /// Contracts that customers bought by this print, less those they sold; 0 where nothing tells its side, and of one
  /// that its file says never counted. A report that takes a print back is the opposite of the last one before it of
  /// its contract, day, price and size, and 0 where there is none.
  [[nodiscard]] double next(const Print&);

 private:
  struct Signed {
    double price = 0, size = 0, contracts = 0;
  };
  using DayOfContract = std::pair<market::Date, market::ContractKey>;

  [[nodiscard]] double taken_back(const Print&);

  SideTeller sides_;
  std::map<DayOfContract, std::vector<Signed>> prints_;
};

}  // namespace gammafield::inventory
