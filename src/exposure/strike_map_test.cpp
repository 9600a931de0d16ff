#include "exposure/strike_map.h"

#include <gtest/gtest.h>

#include "exposure/by_strike.h"
#include "exposure/testing_book.h"

namespace gammafield::exposure {
namespace {

using market::Right;

Book some_book() {
  const std::vector<TestingOption> options = {
      {0.02, Right::call, 95, 0.2, 100}, {0.02, Right::put, 95, 0.2, 300}, {0.02, Right::call, 100, 0.2, 500},
      {0.1, Right::call, 100, 0.25, 50}, {0.1, Right::put, 105, 0.25, 70}, {0.1, Right::put, 110, 0.25, 0},
      {0.1, Right::call, 95, 0.25, 0},   {0.5, Right::call, 100, 0.25, 0},
  };
  return make_book(testing_priced_chain(options, {}), Positioning{PositioningModel::naive}, {});
}

TEST(StrikeMap, SumsToTheBars) {
  const Book book = some_book();
  const StrikeMap map = strike_map(book, 10);
  const auto bars = by_strike(book);
  ASSERT_EQ(map.strikes.size(), bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i) {
    double net = 0, gross = 0;
    for (const auto& row : map.rows) {
      net += row.cells[i] ? row.cells[i]->net.value() : 0;
      gross += row.cells[i] ? row.cells[i]->gross.value() : 0;
    }
    EXPECT_EQ(map.strikes[i], bars[i].strike);
    EXPECT_NEAR(net, bars[i].net.value(), 1e-12 * bars[i].absolute().value());
    EXPECT_NEAR(gross, bars[i].absolute().value(), 1e-12 * bars[i].absolute().value());
  }
}

TEST(StrikeMap, TellsNothingListedFromNothingHeld) {
  const StrikeMap map = strike_map(some_book(), 10);
  ASSERT_EQ(map.rows.size(), 2u) << "nobody holds anything of the third expiry";
  ASSERT_EQ(map.strikes.size(), 3u) << "nor of 110";
  const auto& first = map.rows[0];
  const auto& second = map.rows[1];
  EXPECT_EQ(first.contracts, 3u);
  EXPECT_EQ(second.contracts, 2u);
  EXPECT_FALSE(first.cells[2]) << "105 is not listed there";
  ASSERT_TRUE(second.cells[0]) << "95 is, and without open interest";
  EXPECT_EQ(second.cells[0]->gross.value(), 0);
}

TEST(StrikeMap, KeepsToTheWindow) {
  const StrikeMap map = strike_map(some_book(), 0.049);
  ASSERT_EQ(map.strikes, std::vector{market::Strike{100}});
  EXPECT_EQ(map.rows[0].contracts, 3u) << "of every strike";
  EXPECT_TRUE(
      strike_map(make_book(testing_priced_chain({}, {}), Positioning{PositioningModel::naive}, {}), 1).rows.empty());
}

}  // namespace
}  // namespace gammafield::exposure
