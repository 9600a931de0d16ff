#include "base/columns.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

namespace gammafield::base {
namespace {

TEST(Columns, AreEqualPartsInTheirOrder) {
  std::vector<double> block(6);
  std::iota(block.begin(), block.end(), 0);
  const auto [a, b, c] = columns_of<3>(block);
  EXPECT_EQ((std::vector<double>{a.begin(), a.end()}), (std::vector<double>{0, 1}));
  EXPECT_EQ((std::vector<double>{b.begin(), b.end()}), (std::vector<double>{2, 3}));
  c[1] = 7;
  EXPECT_EQ(block.back(), 7);
}

TEST(Columns, OfNothingAreEmpty) {
  std::vector<double> block;
  for (const auto column : columns_of<4>(block)) EXPECT_TRUE(column.empty());
}

}  // namespace
}  // namespace gammafield::base
