#include "gammafield/past_days.h"

#include <chrono>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "engine/replay.h"
#include "playback/simulated_feeds.h"
#include "store/recorder.h"

namespace gammafield::app {
namespace {

using namespace std::chrono;
using base::Refusal;
using simulate::SessionScenario;
using simulate::SimulatedSession;

using Days = std::vector<SimulatedSession>;

/// In time order. Each day's prices lead to the next day's: they are found from the last one back.
base::Result<Days, Refusal> days_before(SessionScenario played, int count) {
  Days days;
  SessionScenario next = std::move(played);
  next.every = 20min;
  for (int i = 0; i < count; ++i) {
    auto before = simulate::day_before(next);
    if (!before) return base::failure(before.error());
    auto day = SimulatedSession::make(*before);
    if (!day) return base::failure(day.error());
    days.insert(days.begin(), std::move(*day));
    next = std::move(*before);
  }
  return days;
}

/// Of the last day all its chains; of earlier ones three, for the first page would wait for more.
std::vector<market::Instant> times_of(const SimulatedSession& day, bool last) {
  const auto& times = day.times();
  if (last) return times;
  return {times.front(), times[times.size() / 2], times.back()};
}

void add_bars(const SimulatedSession& day, ingest::PriceBars& bars) {
  bars.length = 1min;
  for (const auto& bar : day.minute_bars())
    bars.bars.push_back({bar.from, bar.from + 1min, bar.open, bar.high, bar.low, bar.close});
}

engine::ReplayInput input_of(const Days& days, const std::string& symbol, const std::function<bool()>& over) {
  engine::ReplayInput input;
  input.bars.emplace();
  const auto calendar = market::Calendar::of(market::Exchange::us);
  for (const auto& day : days) {
    add_bars(day, *input.bars);
    for (const market::Instant at : times_of(day, &day == &days.back()))
      input.snapshots.emplace_back(
          engine::SnapshotLabel{"simulate", symbol, at, calendar->session_of(at), false, calendar},
          [&day, &over, at]() -> base::Result<std::shared_ptr<const ingest::LoadedChain>, Refusal> {
            if (over()) return base::failure(Refusal{base::RefusalKind::no_usable_data, "interrupted"});
            return playback::chain_of(day, at);
          });
  }
  return input;
}

/// How many snapshots.
base::Result<std::size_t, Refusal> recorded(const SessionScenario& played, int count, const store::Folder& folder,
                                            const live::Assumptions& by, const std::function<bool()>& over) {
  const auto days = days_before(played, count);
  if (!days) return base::failure(days.error());
  store::Recorder recorder{folder, [] { return floor<seconds>(system_clock::now()); }};
  Outcome failed;
  std::size_t done = 0;
  auto input = input_of(*days, played.chain.symbol, over);
  input.evidence = by.evidence;
  const auto replayed = engine::replay(std::move(input), by.settings, [&](const engine::ReplayStep& step) {
    if (failed) return;
    if (const auto kept = recorder.record(step); !kept) failed = to_refusal(kept.error());
    ++done;
  });
  if (!replayed) return base::failure(replayed.error());
  if (failed) return base::failure(std::move(*failed));
  if (const auto closed = recorder.close(); !closed) return base::failure(to_refusal(closed.error()));
  return done;
}

}  // namespace

void record_past_days(const SessionScenario& played, int count, const store::Folder& folder,
                      const live::Assumptions& by, const std::function<void(const std::string&)>& notice,
                      const std::function<bool()>& over) {
  if (count == 0) return;
  const auto began = steady_clock::now();
  const auto done = recorded(played, count, folder, by, over);
  if (over()) return;
  if (!done)
    return notice(
        fmt::format("{}: no made-up days before the played one: {}", played.chain.symbol, done.error().message));
  notice(fmt::format("{}: {} made-up days before the played one: {} snapshots in {:.1f} s; --past-days 0 is without",
                     played.chain.symbol, count, *done, duration<double>(steady_clock::now() - began).count()));
}

}  // namespace gammafield::app
