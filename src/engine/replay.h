#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/follower.h"
#include "engine/replay_order.h"
#include "ingest/price_bars.h"

/// Days of snapshots and prices through the session's memory.
namespace gammafield::engine {

struct ReplaySnapshot {
  std::string source;  ///< the file, for messages
  std::shared_ptr<const ingest::LoadedChain> loaded;
  std::optional<std::vector<session::PriceSample>> prices = {};  ///< watched with it; none: as the bars tell
  std::string report = {};                                       ///< what it came to before, as JSON; empty: not known
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
  std::shared_ptr<const market::Calendar> calendar = market::Calendar::of(market::Exchange::us);
  std::optional<market::Multiplier> multiplier = {};  ///< of the last Report
};

/// One snapshot a call, in time order, all of one symbol; none at the end.
using SnapshotSource = std::function<base::Result<std::optional<ReplaySnapshot>, base::Refusal>()>;

struct ReplayInput {
  std::vector<QueuedSnapshot> snapshots;       ///< in any order, all of one symbol
  std::optional<ingest::PriceBars> bars = {};  ///< without: the snapshots' own spots
  std::optional<session::Memory> memory = {};  ///< of earlier snapshots
  inventory::Evidence evidence = {};           ///< of who holds what; each snapshot knows what was known at its moment
  SnapshotSource source = {};                  ///< more of them, after `snapshots`, never all in memory at once
  std::size_t from_source = 0;                 ///< how many, as far as is known
  std::string symbol = {};                     ///< where the source is all there is
};

/// One snapshot of a replay.
struct ReplayStep {
  const ReplaySnapshot& snapshot;
  const std::vector<session::PriceSample>& prices;  ///< watched with it
  const std::optional<session::Memory>& before;     ///< the session's memory up to it
  const Report& report;
  const Settings& settings;  ///< as they are in force
  std::size_t done = 0, of = 0;
};

/// Told in time order, on whatever thread has the turn.
using OnStep = std::function<void(const ReplayStep&)>;

/// Snapshots in the order of their own times; each is watched against what the ones before it told. Of several of one
/// instant the first is used, one with a wrong label last. The analyses run ahead on other threads
/// (PricingSettings::threads; 0 is two), the session goes in order: the answer is the same with any number. Prices that
/// come less often than `state.sampling` set the sampling. Refuses snapshots of several symbols, a memory of another,
/// what the source or a queued snapshot's loading refuses, and (no_usable_data) when not one could be analysed.
[[nodiscard]] base::Result<Replayed, base::Refusal> replay(ReplayInput, const Settings&, const OnStep&);

/// `gammafield.replay/1`: assumptions, days, notes. Names: docs/report.md.
[[nodiscard]] std::string to_json(const Replayed&, int indent = 0);

}  // namespace gammafield::engine
