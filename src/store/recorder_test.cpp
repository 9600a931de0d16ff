// From the engine to disk and back: a replay of what was recorded gives the bytes that were recorded.

#include "store/recorder.h"

#include <gtest/gtest.h>

#include "engine/report_json.h"
#include "ingest/read_chain.h"
#include "store/testing_day.h"

namespace gammafield::store {
namespace {

using engine::ReplaySnapshot;
using engine::ReplayStep;

/// A made-up index, every five minutes of two sessions; quotes move with the minutes, a strike is new after noon.
std::shared_ptr<const ingest::LoadedChain> moment(market::Instant at) {
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

std::vector<ReplaySnapshot> moments(std::size_t first, std::size_t last) {
  std::vector<ReplaySnapshot> all;
  for (std::size_t i = first; i < last; ++i) {
    const market::Date session = i < 40 ? std::chrono::year{2026} / 8 / 18 : std::chrono::year{2026} / 8 / 19;
    const auto at = market::Calendar::us().session_open(session) + std::chrono::minutes{5 * (1 + int(i % 40))};
    all.push_back({"made up", moment(at)});
  }
  return all;
}

market::Instant noon() { return *market::parse_instant("2026-08-18T12:00Z"); }

/// Records snapshots after whatever is there; the Reports, a line each.
std::string recorded_live(const Folder& folder, std::vector<ReplaySnapshot> snapshots) {
  engine::Settings settings;
  settings.session.watch.sampling = std::chrono::minutes{5};
  auto memory = memory_after(folder, "SPX", settings, {});
  EXPECT_TRUE(memory) << (memory ? "" : memory.error().message);
  Recorder recorder{folder, noon};
  std::string reports;
  const auto done =
      engine::replay({std::move(snapshots), {}, std::move(*memory)}, settings, [&](const ReplayStep& step) {
        reports += engine::to_json(step.report, 0) + "\n";
        const auto kept = recorder.record(step);
        EXPECT_TRUE(kept && *kept) << (kept ? "known" : kept.error().message);
      });
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  EXPECT_TRUE(recorder.close());
  return reports;
}

struct Again {
  std::string reports, as_recorded;
};
Again replayed(const Folder& folder, const Sessions& sessions) {
  Again again;
  auto from = recorded(folder, "SPX", sessions);
  EXPECT_TRUE(from) << (from ? "" : from.error().message);
  engine::Settings settings;
  settings.session.watch.sampling = from->sampling;
  const auto done = engine::replay(std::move(from->input), settings, [&](const ReplayStep& step) {
    again.reports += engine::to_json(step.report, 0) + "\n";
    again.as_recorded += step.snapshot.report + "\n";
  });
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  return again;
}

TEST(Recorder, AReplayGivesTheBytesOfLive) {
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch.path());
  const std::string live = recorded_live(*folder, moments(0, 80));
  ASSERT_EQ(folder->days("SPX").size(), 2u);
  const Again all = replayed(*folder, {});
  EXPECT_EQ(all.reports, live);
  EXPECT_EQ(all.as_recorded, live);
  const Again second = replayed(*folder, {std::chrono::year{2026} / 8 / 19, {}});
  EXPECT_EQ(second.reports, second.as_recorded) << "the second session alone goes on from its own memory";
  EXPECT_TRUE(live.ends_with(second.reports));
}

TEST(Recorder, GoesOnWhereItEndedAsIfItNeverHad) {
  const ScratchFolder whole, parts;
  const auto at_once = Folder::make(whole.path()), piecewise = Folder::make(parts.path());
  const std::string live = recorded_live(*at_once, moments(0, 80));
  std::string pieces;
  for (const std::size_t first : {0u, 20u, 40u, 60u}) pieces += recorded_live(*piecewise, moments(first, first + 20));
  EXPECT_EQ(pieces, live);
  EXPECT_EQ(replayed(*piecewise, {}).reports, live);
}

TEST(Recorder, KeepsNothingTwice) {
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch.path());
  (void)recorded_live(*folder, moments(0, 5));
  Recorder recorder{*folder, noon};
  const auto done =
      engine::replay({moments(0, 5)}, {}, [&](const ReplayStep& step) { EXPECT_FALSE(recorder.record(step).value()); });
  EXPECT_TRUE(done);
}

TEST(Recorder, DamageEndsTheReplayWithItsReason) {
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch.path());
  (void)recorded_live(*folder, moments(0, 80));
  std::filesystem::resize_file(folder->day_path("SPX", std::chrono::year{2026} / 8 / 19), 5000);
  auto from = recorded(*folder, "SPX", {});
  ASSERT_TRUE(from);
  std::size_t reports = 0;
  const auto done = engine::replay(std::move(from->input), {}, [&](const ReplayStep&) { ++reports; });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, base::RefusalKind::input_rejected);
  EXPECT_EQ(reports, 40u) << "the day before it is read as ever";
  EXPECT_EQ(recorded(*folder, "NDX", {}).error().kind, FaultKind::not_there);
}

}  // namespace
}  // namespace gammafield::store
