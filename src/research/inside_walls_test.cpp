#include "research/inside_walls.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "base/side_by_side.h"
#include "research/world.h"
#include "statistics/bootstrap.h"

namespace gammafield::research {
namespace {

using std::chrono::minutes;

/// Prices and published walls in expected moves from the first price.
struct HandDay {
  std::vector<double> prices;
  std::optional<double> call_wall, put_wall;
  double move = 0.01;
};

SymbolDays days_of(const std::vector<HandDay>& hands) {
  const auto& calendar = market::Calendar::us();
  SymbolDays symbol{.symbol = "XYZ", .days = {}};
  auto session = market::Date{std::chrono::year{2026} / 1 / 6};
  for (const auto& hand : hands) {
    const auto open = calendar.session_open(session);
    StudyDay day{.symbol = "XYZ",
                 .session = session,
                 .open = open,
                 .close = open + minutes{390},
                 .from = open,
                 .sheet = {},
                 .move = hand.move,
                 .prices = {{open, market::Spot{100}}},
                 .prior = std::nullopt};
    const auto at = [&](double moves) { return 100 * std::exp(moves * hand.move); };
    for (const double price : hand.prices)
      day.prices.push_back({day.prices.back().at + minutes{1}, market::Spot{at(price)}});
    if (hand.call_wall) day.sheet.given.call_wall = market::Strike{at(*hand.call_wall)};
    if (hand.put_wall) day.sheet.given.put_wall = market::Strike{at(*hand.put_wall)};
    symbol.days.push_back(std::move(day));
    session = calendar.next_trading_day(session);
  }
  return symbol;
}

std::vector<MeasuredCell> cells_of(const SymbolDays& days, Baseline baseline = Baseline::shuffled_date) {
  return inside_walls(std::span(&days, 1), {.bases = {WallBasis::given}, .baselines = {baseline}, .baseline = {}});
}

TEST(InsideWalls, CountSessionsThatBeginBetweenThem) {
  const auto cells = cells_of(days_of({
      {{0.5, 0.2}, 1, -1},        // inside all the time
      {{1.2, 0.2}, 1, -1},        // beyond, and back
      {{0.2, -1.1}, 1, -1},       // below at the close
      {{-0.5, -0.6}, 1, 0.5},     // begins below the put wall
      {{0, 0}, 1, std::nullopt},  // one wall
      {{2.5, 1.5}, 2, -2},        // wider walls
      {{0.1, 0.1}, 2, -2, 0.02},  // a session twice as lively: nobody's pair
  }));
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_TRUE(cells[0].primary);
  EXPECT_EQ(cells[0].measure, "closes_inside");
  EXPECT_EQ(cells[0].figure.sum, (std::vector<double>{1, 1, 0, 0, 0, 1, 1}));
  EXPECT_EQ(cells[0].figure.weight, (std::vector<double>{1, 1, 1, 0, 0, 1, 1}));
  EXPECT_EQ(cells[1].measure, "stays_inside");
  EXPECT_EQ(cells[1].figure.sum, (std::vector<double>{1, 0, 0, 0, 0, 0, 1}));
  EXPECT_EQ(cells[0].counts,
            (std::vector<std::pair<std::string, double>>{{"days_with_both_walls", 6}, {"began_outside", 1}}));

  // By hand: of the four sessions that are alike three, three, one and none of the three other pairs hold the close;
  // their walls hold one, one, two and three of the other closes; of all twelve pairings seven are inside.
  const auto& difference = cells[0].comparisons.at(0).difference;
  EXPECT_EQ(difference.weight, (std::vector<double>{1, 1, 1, 0, 0, 1, 0}));
  EXPECT_NEAR(difference.sum[0], 1 - 1 - 1.0 / 3 + 7.0 / 12, 1e-12);
  EXPECT_NEAR(difference.sum[1], 1 - 1 - 1.0 / 3 + 7.0 / 12, 1e-12);
  EXPECT_NEAR(difference.sum[2], 0 - 1.0 / 3 - 2.0 / 3 + 7.0 / 12, 1e-12);
  EXPECT_NEAR(difference.sum[5], 1 - 0 - 1 + 7.0 / 12, 1e-12);
  EXPECT_NEAR(cells[1].comparisons.at(0).difference.sum[1], 0 - 1.0 / 3 - 1.0 / 3 + 5.0 / 12, 1e-12);
}

TEST(InsideWalls, RandomPairsAreATenthOfAMoveAway) {
  struct Row {
    std::string_view why;
    double close, wall, share;
  };
  const Row rows[] = {
      {"well inside", 0.85, 1, 1},
      {"well outside", 1.15, 1, 0},
      {"at the wall: half of the prices are farther", 1, 1, 0.5},
      {"a wall nearer than a tenth stays on its side", 0.05, 0.05, 0.5},
  };
  for (const auto& row : rows) {
    const auto cells = cells_of(days_of({{{0, row.close}, row.wall, -3}}), Baseline::random_price);
    const double inside = row.close <= row.wall + 1e-9 ? 1 : 0;
    EXPECT_NEAR(cells[0].figure.sum[0] - cells[0].comparisons.at(0).difference.sum[0], row.share, 0.12) << row.why;
    EXPECT_EQ(cells[0].figure.sum[0], inside) << row.why;
  }
}

TEST(InsideWalls, AreFoundWhereTheyReflect) {
  constexpr std::size_t worlds = 20;
  std::vector<double> found(worlds);
  const auto mean = [&](const Plant& plant) {
    base::side_by_side(worlds, 2, [&](std::size_t i) {
      const auto world = made_up_days({.plant = plant, .days = 120, .seed = 70 + i});
      const auto cells = inside_walls(std::span(&world, 1), {});
      const auto tested = statistics::tested(std::vector{cells[0].comparisons.at(0).difference}, 0, {.resamples = 399});
      found[i] = tested.at(0) && tested[0]->p <= 0.05 && tested[0]->figure.value > 0 ? 1 : 0;
    });
    return std::accumulate(found.begin(), found.end(), 0.0) / worlds;
  };
  EXPECT_LE(mean({}), 0.2);
  EXPECT_GE(mean({.reflecting = 15}), 0.8);
}

}  // namespace
}  // namespace gammafield::research
