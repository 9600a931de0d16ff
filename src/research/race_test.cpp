#include "research/judged.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "market/calendar.h"
#include "research/world.h"

namespace gammafield::research {
namespace {

using std::chrono::minutes;

constexpr double move = 0.01;
const auto open_at = market::Calendar::us().session_open(std::chrono::year{2026} / 8 / 18);

/// Prices a minute apart, given as distances beyond the level of 100 in expected moves.
std::vector<ingest::PricePoint> path(const std::vector<double>& moves, levels::Side side) {
  std::vector<ingest::PricePoint> prices;
  const double sign = side == levels::Side::call ? 1 : -1;
  for (std::size_t i = 0; i < moves.size(); ++i)
    prices.push_back({open_at + minutes{i}, market::Spot{100 * std::exp(sign * moves[i] * move)}});
  return prices;
}

TEST(Race, IsWhatTheFirstTouchCameTo) {
  struct Row {
    std::string_view why;
    std::vector<double> moves;
    RaceEnd end;
  };
  const Row rows[] = {
      {"never near", {-1, -0.5, -0.06, -0.5}, RaceEnd::untouched},
      {"near from the first price on: it has to go away first", {-0.04, 0.5, -0.01}, RaceEnd::untouched},
      {"touches at -0.05 and goes a tenth beyond", {-1, -0.05, 0.05, 0.11}, RaceEnd::broken},
      {"as far back from the touch as the break was ahead", {-1, -0.05, -0.21}, RaceEnd::held},
      {"not as far back: nothing yet", {-1, -0.05, -0.19}, RaceEnd::undecided},
      {"seen first when it is beyond: the hold is nearer too", {-1, 0.05, -0.01}, RaceEnd::held},
      {"over all of it between two prices", {-1, 0.2, -1}, RaceEnd::jumped},
      {"only the first touch counts", {-1, -0.05, -0.3, 0.5}, RaceEnd::held},
  };
  for (const auto side : {levels::Side::call, levels::Side::put}) {
    for (const auto& row : rows) {
      const auto prices = path(row.moves, side);
      EXPECT_EQ(race(prices, {100, side, move, open_at + minutes{390}}, {}).end, row.end) << row.why;
    }
  }
}

TEST(Race, EndsWithItsHorizon) {
  std::vector<double> moves(70, 0.0);
  moves[0] = -1;
  moves.back() = 0.5;  // 68 minutes after the touch
  const auto prices = path(moves, levels::Side::call);
  const Watched watched{100, levels::Side::call, move, open_at + minutes{390}};
  RaceRule rule;
  EXPECT_EQ(race(prices, watched, rule).end, RaceEnd::undecided);
  rule.horizon = std::nullopt;
  const auto ended = race(prices, watched, rule);
  EXPECT_EQ(ended.end, RaceEnd::broken);
  EXPECT_EQ(ended.touched_at, open_at + minutes{1});
  EXPECT_EQ(ended.decided_at, open_at + minutes{69});
}

TEST(Judged, ByEachRule) {
  const Watched watched{100, levels::Side::call, move, open_at + minutes{390}};
  std::vector<double> beyond_for_21(60, -0.5);
  beyond_for_21[1] = -0.02;
  for (std::size_t i = 2; i < 24; ++i) beyond_for_21[i] = 0.02;
  const auto confirmed = path(beyond_for_21, levels::Side::call);
  EXPECT_EQ(judged(confirmed, watched, {}, HitRule::label).end, RaceEnd::broken);
  EXPECT_EQ(judged(confirmed, watched, {}, HitRule::close).end, RaceEnd::held);
  EXPECT_EQ(judged(confirmed, watched, {}, HitRule::excursion).end, RaceEnd::undecided);

  const auto brief = path({-0.5, -0.02, 0.02, -0.1, 1.2, 0.4}, levels::Side::call);
  EXPECT_EQ(judged(brief, watched, {}, HitRule::label).end, RaceEnd::held) << "the first attempt alone";
  EXPECT_EQ(judged(brief, watched, {}, HitRule::close).end, RaceEnd::broken);
  EXPECT_EQ(judged(brief, watched, {}, HitRule::excursion).end, RaceEnd::broken);
  const auto mirrored = path({-0.5, -0.02, 0.02, -0.03}, levels::Side::call);
  EXPECT_EQ(judged(mirrored, watched, {}, HitRule::close).end, RaceEnd::undecided) << "-0.03 is not beyond -0.04";
}

TEST(Race, OfAWalkWithoutDriftIsEven) {
  // The share of holds over many made-up days: a half, wherever the level lies; methods 7.2.
  const auto world = made_up_days({.plant = {}, .days = 400, .seed = 11});
  for (const double moves : {0.3, 0.7}) {
    double held = 0, decided = 0;
    for (const auto& day : world.days) {
      for (const auto side : {levels::Side::call, levels::Side::put}) {
        const double sign = side == levels::Side::call ? 1 : -1;
        const double level = day.first_price() * std::exp(sign * moves * day.move);
        const auto end = race(day.prices, {level, side, day.move, day.close}, {}).end;
        held += end == RaceEnd::held ? 1 : 0;
        decided += end == RaceEnd::held || end == RaceEnd::broken ? 1 : 0;
      }
    }
    ASSERT_GT(decided, 200);
    EXPECT_NEAR(held / decided, 0.5, 3 * std::sqrt(0.25 / decided)) << moves;
  }
}

}  // namespace
}  // namespace gammafield::research
