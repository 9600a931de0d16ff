#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/analysis.h"
#include "ingest/loaded_chain.h"
#include "ingest/price_bars.h"
#include "session/advance.h"

/// Days of snapshots and prices through the session's memory.
namespace gammafield::engine {

struct ReplaySnapshot {
  std::string source;  ///< the file, for messages
  std::shared_ptr<const ingest::LoadedChain> loaded;
};

/// A wall at a day's end.
struct DayWall {
  market::Strike strike;
  session::WallState state = session::WallState::holding;
  std::optional<session::Arrow> oi_arrow, total_arrow;
};

/// One session, as a trader keeps it.
struct ReplayDay {
  market::Date date;
  std::optional<market::Spot> close;  ///< the last price of the session; without any the last snapshot's spot
  std::size_t snapshots = 0;          ///< 0: prices alone, watched against the walls of the last snapshot before
  std::optional<DayWall> call_wall, put_wall;  ///< as the day's last snapshot leaves them
  std::optional<market::Spot> flip;
  std::optional<market::UsdPerPercent> net_gex;
  session::NetGexTier tier;
  std::optional<levels::RegimeLabel> regime;
  std::optional<levels::Level<bands::Bands>> bands;  ///< of the last snapshot, where they are asked for
  std::vector<session::EndedAttempt> attempts;       ///< that began on this day
  std::vector<session::Migration> migrations;
  std::vector<session::Event> events;
};

struct Replayed {
  std::string symbol;
  Settings settings;  ///< as they were in force, the sampling as prices allow
  std::vector<ReplayDay> days;
  std::vector<std::string> notes;  ///< snapshots left out, prices coarser than the rule wants ...
  session::Memory memory;          ///< as the last snapshot left it
};

struct ReplayInput {
  std::vector<ReplaySnapshot> snapshots;       ///< in any order, all of one symbol
  std::optional<ingest::PriceBars> bars = {};  ///< without: the snapshots' own spots
  std::optional<session::Memory> memory = {};  ///< of earlier snapshots
  inventory::Evidence evidence = {};           ///< of who holds what; each snapshot knows what was known at its moment
};

/// Told in time order, on whatever thread has the turn: `done` of `of`.
using OnReport = std::function<void(const Report&, std::size_t done, std::size_t of)>;

/// Snapshots in the order of their own times; each is watched against what the ones before it told. Of several of one
/// instant the first is used, one with a wrong label last. The analyses run ahead on other threads
/// (PricingSettings::threads; 0 is two), the session goes in order: the answer is the same with any number. Prices that
/// come less often than `state.sampling` set the sampling. Refuses snapshots of several symbols, a memory of another,
/// and (no_usable_data) when not one could be analysed.
[[nodiscard]] base::Result<Replayed, base::Refusal> replay(ReplayInput, const Settings&, const market::Calendar&,
                                                           const OnReport&);

/// `gammafield.replay/1`: assumptions, days, notes. Names: docs/report.md.
[[nodiscard]] std::string to_json(const Replayed&, int indent = 0);

}  // namespace gammafield::engine
