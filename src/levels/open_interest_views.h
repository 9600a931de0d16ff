#pragma once

#include <optional>
#include <vector>

#include "exposure/book.h"
#include "levels/levels.h"
#include "levels/open_interest.h"
#include "market/units.h"

namespace gammafield::levels {

/// The levels of open interest alone, wherever spot goes: what lies at each strike is counted once.
class OpenInterestViews {
 public:
  OpenInterestViews(const exposure::Book&, const LevelSettings&);
  [[nodiscard]] OpenInterestLevels at(market::Spot) const;

 private:
  std::vector<StrikeOpenInterest> all_, pinned_, nearest_;  ///< of the book's expiries, of the PIN's, of the first
  double window_;
  std::optional<market::Multiplier> multiplier_;  ///< of the nearest expiry; none: there is none
  std::optional<market::Date> nearest_date_;
};

}  // namespace gammafield::levels
