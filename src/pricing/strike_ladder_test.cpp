#include "pricing/strike_ladder.h"

#include <gtest/gtest.h>

#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using market::Right;

TEST(StrikeLadder, PairsCallsAndPutsOfAStrike) {
  TestingChain made;
  made.add("SPXW", tuesday);
  made.row(Right::call, 100);
  made.row(Right::put, 100);
  made.row(Right::put, 105);
  made.row(Right::call, 110);
  const StrikeLadder ladder(made.chain());
  ASSERT_EQ(ladder.of(0).size(), 3U);
  EXPECT_EQ(ladder.of(0)[0].call, 0U);
  EXPECT_EQ(ladder.of(0)[0].put, 1U);
  EXPECT_FALSE(ladder.of(0)[1].call);
  EXPECT_EQ(ladder.of(0)[1].put, 2U);
  EXPECT_EQ(ladder.of(0)[2].row(Right::call), 3U);
  EXPECT_EQ(ladder.of(0)[2].row(Right::put), std::nullopt);
}

TEST(StrikeLadder, KeepsExpiriesApartThoughTheirStrikesAreEqual) {
  TestingChain made;
  made.add("SPX", tuesday);
  made.row(Right::call, 100);
  made.add("SPXW", tuesday);  // without rows
  made.add("SPXW", year(2026) / August / 19);
  made.row(Right::put, 100);
  made.add("SPXW", year(2026) / August / 20);  // without rows, at the end
  const StrikeLadder ladder(made.chain());
  ASSERT_EQ(ladder.expiries(), 4U);
  EXPECT_EQ(ladder.of(0).size(), 1U);
  EXPECT_EQ(ladder.of(1).size(), 0U);
  ASSERT_EQ(ladder.of(2).size(), 1U);
  EXPECT_EQ(ladder.first(2), 1U);
  EXPECT_EQ(ladder.of(2)[0].put, 1U);
  EXPECT_EQ(ladder.of(3).size(), 0U);
}

TEST(StrikeLadder, SortsRowsThatAreNot) {
  TestingChain made;
  made.add("SPXW", tuesday);
  made.row(Right::put, 105);
  made.row(Right::call, 100);
  made.row(Right::call, 105);
  const StrikeLadder ladder(made.chain());
  ASSERT_EQ(ladder.of(0).size(), 2U);
  EXPECT_EQ(ladder.of(0)[0].strike, 100);
  EXPECT_EQ(ladder.of(0)[1].call, 2U);
  EXPECT_EQ(ladder.of(0)[1].put, 0U);
}

TEST(StrikeLadder, LosesNoRowThatIsListedTwice) {
  TestingChain made;
  made.add("SPXW", tuesday);
  made.row(Right::call, 100);
  made.row(Right::call, 100);
  const StrikeLadder ladder(made.chain());
  ASSERT_EQ(ladder.of(0).size(), 2U);
  EXPECT_EQ(ladder.of(0)[0].call, 0U);
  EXPECT_EQ(ladder.of(0)[1].call, 1U);
}

}  // namespace
}  // namespace gammafield::pricing
