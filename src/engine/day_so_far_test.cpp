#include "engine/day_so_far.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "ingest/read_chain.h"

namespace gammafield::engine {
namespace {

using std::chrono::minutes;

const market::Instant open = *market::parse_instant("2026-08-18T09:30:00-04:00");

/// A made-up index that goes beyond its calls' wall and comes back, then another day.
std::vector<QueuedSnapshot> snapshots() {
  std::vector<QueuedSnapshot> all;
  for (int i = 0; i < 24; ++i) {
    const market::Instant at = open + minutes{1 + 15 * (i % 16)} + std::chrono::days{i / 16};
    const double spot = i % 16 > 4 && i % 16 < 11 ? 6512 : 6440;
    std::string text = "option,bid,ask,iv,open_interest,spot\n";
    for (const int strike : {6300, 6350, 6400, 6450, 6500, 6550, 6600})
      for (const char right : {'C', 'P'})
        text += fmt::format("SPXW260821{}{:05}000,20.9,21.4,0.15,{},{:.2f}\n", right, strike,
                            strike == (right == 'C' ? 6500 : 6350) ? 9'000 : 100, spot);
    ingest::ReadOptions options;
    options.symbol = "SPX";
    options.as_of = at;
    all.push_back({"made up", std::make_shared<const ingest::LoadedChain>(
                                  std::move(ingest::read_chain(text, options, "made up")->front()))});
  }
  return all;
}

TEST(DaySoFar, IsWhatAReplayMakesOfTheSame) {
  std::map<market::Date, DaySoFar> seen;
  DaySoFar running;
  const auto replayed = replay({.snapshots = snapshots()}, Settings{}, [&](const ReplayStep& step) {
    running.take(step.report);
    seen[step.report.session] = running;
  });
  ASSERT_TRUE(replayed) << replayed.error().message;
  ASSERT_EQ(replayed->days.size(), 2u);
  std::size_t happened = 0;
  for (const ReplayDay& day : replayed->days) {
    Replayed one = *replayed, other = *replayed;
    one.days = {day};
    other.days = {seen.at(day.date).day()};
    EXPECT_EQ(to_json(one), to_json(other)) << market::to_string(day.date);
    happened += day.events.size();
  }
  EXPECT_GT(happened, 0u) << "or the comparison is of nothing";
}

TEST(DaySoFar, KnowsWhatItDidNotSee) {
  DaySoFar late, whole;
  ASSERT_TRUE(replay({.snapshots = snapshots()}, Settings{}, [&](const ReplayStep& step) {
    if (step.report.as_of > open + std::chrono::hours{12}) return;
    whole.take(step.report);
    if (step.report.as_of > open + minutes{60}) late.take(step.report);
  }));
  EXPECT_FALSE(whole.seen_from());
  EXPECT_EQ(late.seen_from(), open + minutes{61});
}

}  // namespace
}  // namespace gammafield::engine
