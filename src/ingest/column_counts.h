#pragma once

#include <cstddef>

namespace gammafield::ingest {

/// What was printed in the quote cells before fillers became none.
struct QuoteCount {
  std::size_t contracts = 0;
  std::size_t both_zero = 0;  ///< bid and ask printed as 0
  std::size_t given = 0;      ///< a bid or an ask printed at all
};

/// What was made of the IV column (option_values.h has the rules).
struct VolReading {
  bool percent = false;          ///< the column was divided by 100
  bool decided_by_rule = false;  ///< percent was concluded from the values (median above 3)
  std::size_t floors = 0;        ///< values above 0 taken as none
  std::size_t known = 0;
};

}  // namespace gammafield::ingest
