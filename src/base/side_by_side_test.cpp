#include "base/side_by_side.h"

#include <vector>

#include <gtest/gtest.h>

namespace gammafield::base {
namespace {

TEST(SideBySide, DoesEveryPieceOnceWhateverTheNumberOfThreads) {
  for (const std::size_t threads : {0, 1, 2, 5})
    for (const std::size_t n : {0, 1, 3, 1000}) {
      std::vector<int> times(n);
      side_by_side(n, threads, [&](std::size_t i) { ++times[i]; });
      EXPECT_EQ(times, std::vector<int>(n, 1)) << threads << " threads, " << n << " pieces";
    }
}

TEST(SideBySide, KeepsTurnsInOrder) {
  std::vector<std::size_t> order;
  Turns turns;
  side_by_side(200, 3, [&](std::size_t i) {
    turns.wait_for(i);
    order.push_back(i);  // nobody else is here
    turns.finish(i);
  });
  ASSERT_EQ(order.size(), 200U);
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], i);
}

}  // namespace
}  // namespace gammafield::base
