#include "learning/walk_forward.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>

#include "learning/golden_table.h"

namespace gammafield::learning {
namespace {

TEST(WalkForward, SplitsAsTheToolThatTrainsDoes) {
  const GoldenTable golden{"folds_golden.csv"};
  const auto column = [&](const char* name) { return golden.numbers<std::size_t>(name); };
  const auto sessions = column("sessions"), train_min = column("train_min"), test = column("test"), gap = column("gap");
  const auto train = column("train"), from = column("from"), to = column("to");
  std::size_t row = 0;
  const auto expect = [&](const std::string& part, const Fold& fold) {
    ASSERT_LT(row, sessions.size());
    EXPECT_EQ(golden.texts("part")[row], part) << row;
    EXPECT_EQ(fold.train.size(), train[row]) << row;
    ASSERT_FALSE(fold.test.empty());
    EXPECT_EQ(fold.test.front(), from[row]) << row;
    EXPECT_EQ(fold.test.back() + 1, to[row]) << row;
    ++row;
  };
  while (row < sessions.size()) {
    const std::size_t n = sessions[row];
    const WalkForwardRule rule{train_min[row], test[row], 1, gap[row] - 1, 0.20};
    const WalkForward split = walk_forward(n, rule);
    for (const Fold& fold : split.folds) expect("fold", fold);
    expect("holdout", split.holdout);
    for (const Fold& fold : inner_folds(n, rule)) expect("inner", fold);
    ASSERT_FALSE(HasFatalFailure());
  }
}

RC_GTEST_PROP(WalkForward, LooksNeitherAheadNorAtTheHoldout, ()) {
  const auto sessions = *rc::gen::inRange<std::size_t>(0, 300);
  const WalkForwardRule rule{*rc::gen::inRange<std::size_t>(1, 80), *rc::gen::inRange<std::size_t>(1, 30),
                             *rc::gen::inRange<std::size_t>(0, 3), *rc::gen::inRange<std::size_t>(0, 4),
                             *rc::gen::elementOf(std::vector{0.0, 0.1, 0.2, 0.5})};
  const WalkForward split = walk_forward(sessions, rule);
  const std::set<std::size_t> held(split.holdout.test.begin(), split.holdout.test.end());
  RC_ASSERT(static_cast<double>(held.size()) >= rule.holdout_share * static_cast<double>(sessions));
  if (!held.empty()) {
    RC_ASSERT(*held.rbegin() == sessions - 1);
  }

  std::set<std::size_t> tested;
  for (const Fold& fold : split.folds) {
    RC_ASSERT(fold.train.size() >= rule.train_min);
    RC_ASSERT(fold.train.back() + rule.purge + rule.embargo + 1 == fold.test.front());
    for (const std::size_t session : fold.test) {
      RC_ASSERT(!held.contains(session));
      RC_ASSERT(tested.insert(session).second);
    }
    for (const Fold& inner : inner_folds(fold.train.size(), rule)) {
      RC_ASSERT(inner.train.back() + rule.purge + rule.embargo + 1 == inner.test.front());
      RC_ASSERT(inner.test.back() <= fold.train.back());
    }
  }
  if (!split.holdout.train.empty() && !held.empty()) {
    RC_ASSERT(split.holdout.train.back() + rule.purge + rule.embargo + 1 == *held.begin());
  }
}

}  // namespace
}  // namespace gammafield::learning
