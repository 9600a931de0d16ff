// From the engine to disk and back: a replay of what was recorded gives the bytes that were recorded.

#include "store/recorder.h"

#include <gtest/gtest.h>

#include "store/day_seal.h"
#include "store/session_end.h"
#include "store/testing_session.h"

namespace gammafield::store {
namespace {

using engine::ReplayStep;

Again replayed(const Folder& folder, const Sessions& sessions) { return replayed(recorded(folder, "SPX", sessions)); }

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

TEST(Recorder, ClosesADayThatIsOverAndQuietAndOpensItAgain) {
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch.path());
  const market::Date session = std::chrono::year{2026} / 8 / 18;
  const std::string path = folder->day_path("SPX", session);
  market::Instant clock = market::Calendar::us().session_open(session) + std::chrono::minutes{5};
  Recorder recorder{*folder, [&] { return clock; }};
  const auto closed_at = [&](market::Instant now) {
    clock = now;
    const bool closed = recorder.close_when_over().value();
    EXPECT_EQ(check_seal(path).value(), closed);
    return closed;
  };
  const market::Instant over = settled_at(market::Calendar::us(), session);
  int steps = 0;
  const auto done = engine::replay({moments(0, 3)}, {}, [&](const ReplayStep& step) {
    EXPECT_TRUE(recorder.record(step).value());
    switch (++steps) {
      case 1:
        EXPECT_FALSE(closed_at(over - std::chrono::minutes{1})) << "it may trade on";
        EXPECT_TRUE(closed_at(over));
        break;
      case 2:
        EXPECT_FALSE(closed_at(over + std::chrono::minutes{9})) << "something has just come of it";
        EXPECT_TRUE(closed_at(over + std::chrono::minutes{10}));
        break;
      default: break;
    }
  });
  ASSERT_TRUE(done);
  EXPECT_EQ(steps, 3);
  ASSERT_TRUE(recorder.close());
  EXPECT_EQ(folder->reader("SPX", session)->count().value(), 3);
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
