#pragma once

#include <span>

#include "levels/levels.h"
#include "market/calendar.h"
#include "session/advance.h"
#include "session/memory.h"
#include "session/report.h"

namespace gammafield::session {

/// The session after its last snapshot, price by price, until the next one. What is seen here is not remembered: the
/// next snapshot watches the same prices again.
class Between {
 public:
  /// `memory`, `last`: as the last snapshot left them.
  Between(Memory memory, SessionReport last) : memory_(std::move(memory)), report_(std::move(last)) {
    report_.events.clear();
    report_.attempts.clear();
    report_.migrations.clear();
  }

  /// Watches these prices, in time order, and tells how things stand. `now`: the levels of the same holdings at the
  /// last of them. Events, attempts and migrations are all since the snapshot; the maps after settlement, the tier and
  /// the regime's memory stay the snapshot's.
  [[nodiscard]] const SessionReport& take(std::span<const PriceSample>, const levels::Levels& now,
                                          const levels::LevelSettings&, const market::Calendar&);

 private:
  [[nodiscard]] levels::Level<WallReport> standing(levels::Side, const levels::Level<WallReport>& before,
                                                   const levels::Levels&, const levels::LevelSettings&) const;

  Memory memory_;
  SessionReport report_;
};

}  // namespace gammafield::session
