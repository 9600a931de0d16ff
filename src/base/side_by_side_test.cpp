#include "base/side_by_side.h"

#include <algorithm>
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

TEST(SideBySide, GoesAheadAndThenInTurn) {
  for (const std::size_t threads : {0, 1, 2, 5})
    for (const std::size_t n : {0, 1, 2, 300}) {
      std::vector<int> ahead(n);
      std::vector<std::size_t> order;
      ahead_and_in_turn(
          n, threads, [&](std::size_t i) { ++ahead[i]; },
          [&](std::size_t i) {
            EXPECT_EQ(ahead[i], 1) << i;
            order.push_back(i);  // nobody else is here
          });
      EXPECT_EQ(ahead, std::vector<int>(n, 1)) << threads << " threads, " << n << " pieces";
      ASSERT_EQ(order.size(), n);
      EXPECT_TRUE(std::ranges::is_sorted(order));
    }
}

}  // namespace
}  // namespace gammafield::base
