#include "research/self_check.h"

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "statistics/walk.h"

namespace gammafield::research {
namespace {

// docs/methods.md 7.8: on days without any effect each test says otherwise as often as its size, within the band that
// holds 99 of 100 such counts. Some thirty tests are made of each kind of world, so that now and then one is expected
// to be outside: one may be.
void expect_sizes(const SelfCheck& check) {
  EXPECT_GE(check.tests.size(), base::sanitized ? 1U : 20U);
  std::string outside;
  int count = 0;
  for (const auto& test : check.tests) {
    if (test.in_band()) continue;
    outside += fmt::format("{}: {} of {}\n", test.name, test.rejected, test.tested);
    ++count;
  }
  EXPECT_LE(count, 2) << outside;
}

std::size_t worlds() { return base::sanitized ? 20 : 500; }

TEST(SelfCheck, FindsNothingInAWalk) {
  const auto check = self_check({.worlds = worlds(), .threads = 2, .progress = {}});
  expect_sizes(check);
  const auto walk = statistics::walk_label_rates();
  const double slack = base::sanitized ? 0.05 : 0.01;  // quieter noon, livelier ends: not quite even steps
  EXPECT_NEAR(check.real, walk.real, slack);
  EXPECT_NEAR(check.fake, walk.fake, slack);
  EXPECT_NEAR(check.indeterminate, walk.indeterminate, slack);
}

TEST(SelfCheck, FindsNothingWhereVolatilityClustersAndJumps) {
  expect_sizes(self_check({.worlds = worlds(), .kind = WorldKind::garch_jumps, .threads = 2, .progress = {}}));
}

// What 60 sessions hide: a bias that does not shrink with the error.
TEST(SelfCheck, FindsNothingInLongRecords) {
  expect_sizes(self_check({.worlds = base::sanitized ? 4U : 80U, .days = 250, .threads = 2, .progress = {}}));
}

TEST(SelfCheck, IsTheSameForAnyNumberOfThreads) {
  const auto one = self_check({.worlds = 6, .threads = 1, .progress = {}});
  const auto three = self_check({.worlds = 6, .threads = 3, .progress = {}});
  ASSERT_EQ(one.tests.size(), three.tests.size());
  for (std::size_t i = 0; i < one.tests.size(); ++i) EXPECT_EQ(one.tests[i].rejected, three.tests[i].rejected);
  EXPECT_EQ(one.real, three.real);
}

}  // namespace
}  // namespace gammafield::research
