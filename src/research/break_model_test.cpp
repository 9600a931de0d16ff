#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "research/testing_hedged_days.h"
#include "research/testing_ladder.h"
#include "research/world.h"

/// The break model on made-up days, of which it is known what there is to learn (docs/methods.md 7.8).
namespace gammafield::research {
namespace {

using learning::Verdict;
using testing::hedged_days, testing::Tells;

learning::Ladder judged(const SymbolDays& days, std::uint64_t shuffle = 0) {
  auto rows = landmark_rows(std::vector{days}, {}, market::Calendar::us());
  EXPECT_TRUE(rows);
  testing::Learnable data(std::move(*rows));
  if (shuffle > 0) data.draw_outcomes_by_lot(shuffle);
  learning::LadderRule rule;
  rule.bootstrap.resamples = 500;
  constexpr double penalty = 100;
  return learning::judge(testing::forecast(data, penalty), rule);
}

/// Worlds of a kind: what is held to in each does not need many, and the sanitizers look at memory alone.
constexpr int some(int worlds) { return base::sanitized ? 1 : worlds; }

/// How many of so many worlds accept the logistic model over the walk.
template <class World>
int accepted(int worlds, World world) {
  int count = 0;
  for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(worlds); ++seed)
    count += judged(world(seed)).against[0].verdict == Verdict::accepted ? 1 : 0;
  return count;
}

TEST(BreakModel, IsNotAcceptedWhereNothingIsToBeLearned) {
  for (const auto kind : {WorldKind::walk, WorldKind::garch_jumps}) {
    EXPECT_EQ(accepted(some(15),
                       [&](auto seed) { return made_up_days({.kind = kind, .plant = {}, .days = 250, .seed = seed}); }),
              0);
  }
  EXPECT_EQ(accepted(some(5), [](auto seed) { return hedged_days(4, 250, seed, Tells::nothing); }), 0)
      << "walls matter, but nothing tells where";
}

TEST(BreakModel, IsAcceptedWhereItSeesWhatWallsDo) {
  EXPECT_EQ(accepted(some(5), [](auto seed) { return hedged_days(4, 400, seed); }), some(5));
}

TEST(BreakModel, IsAcceptedWhereTradesTellWhatWallsDo) {
  EXPECT_EQ(accepted(some(5), [](auto seed) { return hedged_days(4, 400, seed, Tells::option_trades); }), some(5));
}

TEST(BreakModel, OfWhatAllWallsDoAlikeHasBetterProbabilitiesOnly) {
  for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(some(5)); ++seed) {
    const auto ladder = judged(made_up_days({.plant = {.momentum = 0.8}, .days = 400, .seed = seed}));
    ASSERT_TRUE(ladder.against[0].log_loss);
    EXPECT_GT(ladder.against[0].log_loss->figure.low, 0);
    EXPECT_NE(ladder.against[0].verdict, Verdict::accepted);
  }
}

TEST(BreakModel, NeedsEnoughDays) {
  const auto few = judged(hedged_days(4, 100, 1));
  ASSERT_EQ(few.against[0].verdict, Verdict::cannot_tell);
  EXPECT_LT(few.days, 20U);
}

TEST(BreakModel, FindsNothingInOutcomesDrawnByLot) {
  double area = 0;
  int leaking = 0;
  constexpr int worlds = base::sanitized ? 2 : 10;
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    const auto ladder = judged(hedged_days(4, 250, seed), seed);
    ASSERT_TRUE(ladder.rungs[1].auc);
    area += ladder.rungs[1].auc->area.value / worlds;
    leaking += learning::leaks(ladder.rungs[1]) ? 1 : 0;
    EXPECT_NE(ladder.against[0].verdict, Verdict::accepted);
  }
  EXPECT_NEAR(area, 0.5,
              base::sanitized ? 0.1 : 0.03);  // some three standard errors of ten times some hundred and fifty attempts
  EXPECT_LE(leaking, 3);                      // one in twenty does by chance
}

}  // namespace
}  // namespace gammafield::research
