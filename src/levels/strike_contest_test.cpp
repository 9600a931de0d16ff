#include "levels/strike_contest.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace gammafield::levels {
namespace {

using market::Contracts;
using market::Spot;
using market::Strike;

Contender contender(double strike, double score, double open_interest = 0) {
  return {Strike{strike}, score, Contracts{open_interest}};
}

TEST(StrikeContest, IsWonByTheTieRule) {
  struct Row {
    std::string_view why;
    std::vector<Contender> field;
    double strike;
  };
  const Row rows[] = {
      {"the highest score", {contender(90, 1), contender(100, 2), contender(110, 3)}, 110},
      {"a tie: nearest to spot", {contender(80, 3), contender(104, 3), contender(110, 3)}, 104},
      {"a difference of 0.9e-9 is a tie", {contender(104, 1 - 0.9e-9), contender(110, 1)}, 104},
      {"a difference of 1.1e-9 is none", {contender(104, 1 - 1.1e-9), contender(110, 1)}, 110},
      {"equally near: the larger open interest", {contender(95, 3, 10), contender(105, 3, 11)}, 105},
      {"equally near, equal open interest: the lower strike", {contender(95, 3, 10), contender(105, 3, 10)}, 95},
      {"nearness comes before open interest", {contender(99, 3, 1), contender(105, 3, 500)}, 99},
      {"zero and negative scores never win", {contender(99, 0, 9), contender(98, -5, 9), contender(150, 1e-300)}, 150},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto won = winner(row.field, Spot{100});
    ASSERT_TRUE(won);
    EXPECT_EQ(row.field[*won].strike.value(), row.strike);
  }
}

TEST(StrikeContest, KeepsEquallyNearStrikesEquallyNearAfterScaling) {
  for (const double scale : {1.0, 0.1, 1.1, 3.7, 1e-3, 1e5}) {
    const std::vector<Contender> field{contender(95 * scale, 3, 10), contender(105 * scale, 3, 11)};
    EXPECT_EQ(winner(field, Spot{100 * scale}), 1u) << scale;
  }
}

TEST(StrikeContest, IsNotWonByNothing) {
  EXPECT_EQ(winner({}, Spot{100}), std::nullopt);
  const std::vector<Contender> nothing{contender(100, 0), contender(101, -1)};
  EXPECT_EQ(winner(nothing, Spot{100}), std::nullopt);
}

TEST(RankGap, ComparesTheTwoHighest) {
  struct Row {
    std::string_view why;
    std::vector<Contender> field;
    std::optional<double> gap;
  };
  const Row rows[] = {
      {"best over second best, in any order", {contender(90, 2), contender(100, 8), contender(110, 4)}, 2},
      {"a tie has no gap", {contender(90, 5), contender(110, 5)}, 1},
      {"no second", {contender(100, 8)}, std::nullopt},
      {"a second of the other sign is no second", {contender(100, 8), contender(110, -4)}, std::nullopt},
      {"nobody", {}, std::nullopt},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(rank_gap(row.field), row.gap);
  }
}

}  // namespace
}  // namespace gammafield::levels
