#pragma once

#include <map>

#include "inventory/prints.h"

namespace gammafield::inventory {

/// Tells who wanted each print, by its quote or by its contract's prints before it (docs/methods.md 4.3).
class SideTeller {
 public:
  struct Told {
    Aggressor aggressor;
    bool out_of_order = false;  ///< earlier than the one before it of its contract: it gets no tick test
  };
  /// Requires an ordinary print. The order of prints matters to the tick test alone.
  [[nodiscard]] Told next(const Print&);

 private:
  struct Tape {
    TickTest ticks;
    market::Instant last;
  };
  std::map<market::ContractKey, Tape> tapes_;
};

}  // namespace gammafield::inventory
