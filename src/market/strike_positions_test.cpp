#include "market/strike_positions.h"

#include <algorithm>
#include <string_view>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace gammafield::market {
namespace {

std::vector<Strike> strikes_of(const std::vector<double>& values) {
  std::vector<Strike> strikes;
  for (const double value : values) strikes.push_back(Strike{value});
  return strikes;
}

TEST(StrikePositions, AreThePlacesAmongTheDistinctStrikes) {
  struct Row {
    std::string_view why;
    std::vector<double> all, distinct;
    std::vector<std::uint32_t> of;
  };
  const Row rows[] = {{"nothing", {}, {}, {}},
                      {"a call and a put", {100, 100}, {100}, {0, 0}},
                      {"two expiries", {90, 100, 110, 95, 100}, {90, 95, 100, 110}, {0, 2, 3, 1, 2}},
                      {"falling", {3, 2, 1}, {1, 2, 3}, {2, 1, 0}}};
  for (const Row& row : rows) {
    const StrikePositions found = strike_positions(strikes_of(row.all));
    EXPECT_EQ(found.strikes, strikes_of(row.distinct)) << row.why;
    EXPECT_EQ(found.of, row.of) << row.why;
  }
}

TEST(StrikePositions, OfAnyOrderLeadBackToTheStrikes) {
  EXPECT_TRUE(rc::check([](const std::vector<std::uint8_t>& numbers) {
    std::vector<double> values(numbers.begin(), numbers.end());
    const auto all = strikes_of(values);
    const StrikePositions found = strike_positions(all);
    RC_ASSERT(std::ranges::adjacent_find(found.strikes, std::ranges::greater_equal{}) == found.strikes.end());
    for (std::size_t i = 0; i < all.size(); ++i) RC_ASSERT(found.strikes[found.of[i]] == all[i]);
  }));
}

}  // namespace
}  // namespace gammafield::market
