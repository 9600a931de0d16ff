#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/report_json.h"
#include "ingest/read_chain.h"
#include "store/recorder.h"
#include "store/testing_day.h"

/// Made-up sessions through the engine, for tests that record and replay them.
namespace gammafield::store {

/// A made-up index, every five minutes of two sessions; quotes move with the minutes, a strike is new after noon.
inline std::shared_ptr<const ingest::LoadedChain> moment(market::Instant at) {
  const auto minute = static_cast<int>(at.time_since_epoch().count() / 60 % 1440);
  const double spot = 6430 + 0.25 * (minute % 30);
  std::string text = fmt::format("option,bid,ask,iv,open_interest,spot\n");
  for (const int strike : {6300, 6350, 6400, 6450, 6500, minute > 960 ? 6575 : 6550})
    for (const char right : {'C', 'P'})
      text += fmt::format("SPXW260821{}{:05}000,{:.2f},{:.2f},{:.4f},{},{:.2f}\n", right, strike, 20.9 + minute % 7,
                          21.4 + minute % 7, 0.15 + 0.0001 * (minute % 11), strike % 370 + 100, spot);
  ingest::ReadOptions options;
  options.symbol = "SPX";
  options.as_of = at;
  auto loaded = ingest::read_chain(text, options, "made up");
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message);
  return std::make_shared<const ingest::LoadedChain>(std::move(loaded->front()));
}

inline std::vector<engine::QueuedSnapshot> moments(std::size_t first, std::size_t last) {
  std::vector<engine::QueuedSnapshot> all;
  for (std::size_t i = first; i < last; ++i) {
    const market::Date session = i < 40 ? std::chrono::year{2026} / 8 / 18 : std::chrono::year{2026} / 8 / 19;
    const auto at = market::Calendar::us().session_open(session) + std::chrono::minutes{5 * (1 + int(i % 40))};
    all.push_back({"made up", moment(at)});
  }
  return all;
}

inline market::Instant noon() { return *market::parse_instant("2026-08-18T12:00Z"); }

/// Records snapshots after whatever is there; the Reports, a line each.
inline std::string recorded_live(const Folder& folder, std::vector<engine::QueuedSnapshot> snapshots) {
  engine::Settings settings;
  settings.session.watch.sampling = std::chrono::minutes{5};
  auto memory = memory_after(folder, "SPX", settings, {});
  EXPECT_TRUE(memory) << (memory ? "" : memory.error().message);
  Recorder recorder{folder, noon};
  std::string reports;
  const auto done =
      engine::replay({std::move(snapshots), {}, std::move(*memory)}, settings, [&](const engine::ReplayStep& step) {
        reports += engine::to_json(step.report, 0) + "\n";
        const auto kept = recorder.record(step);
        EXPECT_TRUE(kept && *kept) << (kept ? "known" : kept.error().message);
      });
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  EXPECT_TRUE(recorder.close());
  return reports;
}

/// What a replay of recorded sessions tells, and what was recorded of them.
struct Again {
  std::string reports, as_recorded;
};
inline Again replayed(Stored<Recorded> from) {
  Again again;
  EXPECT_TRUE(from) << (from ? "" : from.error().message);
  engine::Settings settings;
  settings.session.watch.sampling = from->sampling;
  const auto done = engine::replay(std::move(from->input), settings, [&](const engine::ReplayStep& step) {
    again.reports += engine::to_json(step.report, 0) + "\n";
    again.as_recorded += step.snapshot.report + "\n";
  });
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  return again;
}

}  // namespace gammafield::store
