#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "exposure/book.h"
#include "exposure/repriced_book.h"
#include "levels/levels.h"
#include "market/calendar.h"
#include "market/chain.h"
#include "session/memory.h"
#include "session/report.h"

namespace gammafield::session {

/// One snapshot's book and levels, for as long as the call lasts.
struct Moment {
  const exposure::Book& book;
  const exposure::RepricedBook& repriced;
  const levels::Levels& levels;
  const levels::LevelSettings& settings;
  const std::vector<market::DataFlag>& flags;
};

/// What happened between two snapshots, gathered while prices are watched.
struct Happenings {
  std::vector<Migration> migrations;
  std::vector<EndedAttempt> attempts;
  std::vector<Event> events;
};

/// Prices after the last snapshot, in time order, watched against the walls and the flip of that snapshot: nothing
/// later is known to them. Prices outside sessions, and those not after the last one, change nothing. The level
/// settings elect a broken wall's successor.
[[nodiscard]] Memory watched(Memory, std::span<const PriceSample>, const levels::LevelSettings&, const SessionSettings&,
                             const market::Calendar&, Happenings&);

struct Advanced {
  Memory memory;
  SessionReport report;
};

/// The session one snapshot later: `prices` up to it are watched first against what was known before; then walls are
/// elected, against the incumbents. Without a memory this is the first snapshot. Pure. Refuses (usage) a memory of
/// another symbol and (input_rejected) a snapshot that is not after the memory's last.
[[nodiscard]] base::Result<Advanced, base::Refusal> advance(std::optional<Memory>, const Moment&,
                                                            std::span<const PriceSample> prices,
                                                            const SessionSettings&);

}  // namespace gammafield::session
