#include "engine/replay_pace.h"

#include <gtest/gtest.h>

namespace gammafield::engine {
namespace {

using namespace std::chrono_literals;

TEST(ReplayPace, GoesByTheSnapshotsTimesWithinASession) {
  const market::Date tuesday = std::chrono::year{2026} / 8 / 18, wednesday = std::chrono::year{2026} / 8 / 19;
  const market::Instant ten = *market::parse_instant("2026-08-18T14:00Z");
  ReplayPace pace{60};
  EXPECT_EQ(pace.due(tuesday, ten), 0ms) << "the first at once";
  EXPECT_EQ(pace.due(tuesday, ten + 1min), 1s);
  EXPECT_EQ(pace.due(tuesday, ten + 31min), 31s);
  EXPECT_EQ(pace.due(wednesday, ten + 24h), 31s) << "no night is waited for";
  EXPECT_EQ(pace.due(wednesday, ten + 24h + 30s), 31'500ms);
}

TEST(ReplayPace, IsTheClocksOwnAtSpeedOne) {
  const market::Instant ten = *market::parse_instant("2026-08-18T14:00Z");
  ReplayPace pace{1};
  (void)pace.due(std::chrono::year{2026} / 8 / 18, ten);
  EXPECT_EQ(pace.due(std::chrono::year{2026} / 8 / 18, ten + 65s), 65s);
}

}  // namespace
}  // namespace gammafield::engine
