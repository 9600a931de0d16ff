#include "learning/ladder.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"

namespace gammafield::learning {
namespace {

/// Worlds in which the walk knows half of what decides, `more` of weight the other half.
struct World {
  std::uint32_t days = 60;
  int a_day = 8;
  double more = 0;
  std::uint64_t seed = 1;
};

LadderCases made(const World& world) {
  base::RandomStream random{world.seed, 1};
  LadderCases cases;
  cases.rungs = {{"base rate", {}}, {"walk", {}}, {"richer", {}}, {"noisy", {}}, {"of the day", {}}};
  cases.reference = 1;
  for (std::uint32_t day = 0; day < world.days; ++day) {
    const double mood = random.normal();
    for (int i = 0; i < world.a_day; ++i) {
      const double known = random.normal(), more = world.more * random.normal();
      cases.days.push_back(day);
      cases.outcomes.push_back(random.uniform() < logistic(known + more + 0.7 * mood) ? 1 : 0);
      cases.rungs[0].forecasts.push_back(0.5);
      cases.rungs[1].forecasts.push_back(logistic(known));
      cases.rungs[2].forecasts.push_back(logistic(known + more));
      cases.rungs[3].forecasts.push_back(logistic(known + random.normal()));
      cases.rungs[4].forecasts.push_back(logistic(mood));
    }
  }
  return cases;
}

LadderRule quick(std::size_t resamples = 1'000) {
  LadderRule rule;
  rule.bootstrap.resamples = resamples;
  return rule;
}

TEST(Ladder, AcceptsWhatBeatsTheWalkAndNothingElse) {
  const Ladder ladder = judge(made({200, 8, 1.0, 1}), quick());
  ASSERT_EQ(ladder.against.size(), 4U);
  EXPECT_EQ(ladder.against[0].name, "base rate");
  EXPECT_EQ(ladder.against[0].verdict, Verdict::not_better);
  EXPECT_EQ(ladder.against[1].name, "richer");
  EXPECT_EQ(ladder.against[1].verdict, Verdict::accepted);
  EXPECT_FALSE(ladder.against[1].days_needed);
  EXPECT_EQ(ladder.against[2].verdict, Verdict::not_better) << "noise on top of the walk";
  EXPECT_EQ(ladder.cases, 1'600U);
  EXPECT_EQ(ladder.days, 200U);
}

TEST(Ladder, DoesNotTakeMendedCalibrationForKnowledge) {
  LadderCases cases = made({200, 8, 0, 2});
  for (double& forecast : cases.rungs[2].forecasts) forecast = logistic(0.9 * log_odds(forecast));
  for (double& forecast : cases.rungs[1].forecasts) forecast = logistic(3 * log_odds(forecast));  // too sure
  const Ladder ladder = judge(cases, quick());
  const AgainstReference& richer = ladder.against[1];
  ASSERT_TRUE(richer.log_loss && richer.auc);
  EXPECT_GT(richer.log_loss->figure.low, 0);
  EXPECT_EQ(richer.auc->difference.value, 0) << "the same order";
  EXPECT_EQ(richer.verdict, Verdict::cannot_tell);
}

TEST(Ladder, SaysHowManyDaysItWouldNeed) {
  const Ladder ladder = judge(made({12, 4, 1.0, 3}), quick());
  const AgainstReference& richer = ladder.against[1];
  EXPECT_EQ(richer.verdict, Verdict::cannot_tell);
  ASSERT_TRUE(richer.days_needed);
  EXPECT_GT(*richer.days_needed, 100) << "0.01 nats are little beside what a case's loss varies by";
  EXPECT_EQ(to_string(richer.verdict), "cannot tell");
}

TEST(Ladder, FindsAForecastThatSawItsOutcome) {
  LadderCases cases = made({60, 8, 1.0, 4});
  base::RandomStream lot{4, 2};
  for (auto& outcome : cases.outcomes) outcome = lot.uniform() < 0.4 ? 1 : 0;
  for (std::size_t i = 0; i < cases.outcomes.size(); i += 4)
    cases.rungs[3].forecasts[i] = cases.outcomes[i] ? 0.9 : 0.1;
  const Ladder ladder = judge(cases, quick());
  EXPECT_TRUE(leaks(ladder.rungs[3])) << "one case in four did";
  EXPECT_FALSE(leaks(ladder.rungs[1]));
  EXPECT_FALSE(leaks(ladder.rungs[2]));
}

TEST(Ladder, AcceptsByLuckNoOftenerThanItSays) {
  int accepted = 0, leaking = 0;
  constexpr int worlds = 200;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    LadderCases cases = made({40, 6, 0, 100 + seed});
    base::RandomStream random{seed, 2};
    for (double& forecast : cases.rungs[2].forecasts) forecast = logistic(log_odds(forecast) + 0.3 * random.normal());
    cases.rungs = {cases.rungs[1], cases.rungs[2]};
    cases.reference = 0;
    const Ladder ladder = judge(cases, quick(200));
    accepted += ladder.against[0].verdict == Verdict::accepted ? 1 : 0;
    for (auto& outcome : cases.outcomes) outcome = random.uniform() < 0.4 ? 1 : 0;
    leaking += leaks(judge(cases, quick(200)).rungs[1]) ? 1 : 0;
  }
  EXPECT_LE(accepted, 5) << "each of three intervals lies above 0 by luck one time in forty";
  EXPECT_GE(leaking, 3) << "of 200 at 5 %, the binomial 99 % band";
  EXPECT_LE(leaking, 19);
}

TEST(Ladder, IsTheSameOnAnyNumberOfThreads) {
  const LadderCases cases = made({40, 6, 0.5, 5});
  LadderRule rule = quick();
  const Ladder one = judge(cases, rule);
  rule.bootstrap.threads = 4;
  const Ladder four = judge(cases, rule);
  for (std::size_t i = 0; i < one.against.size(); ++i) {
    ASSERT_TRUE(one.against[i].log_loss && four.against[i].log_loss);
    EXPECT_EQ(one.against[i].log_loss->figure.low, four.against[i].log_loss->figure.low);
    EXPECT_EQ(one.against[i].auc_by_days->high, four.against[i].auc_by_days->high);
  }
}

}  // namespace
}  // namespace gammafield::learning
