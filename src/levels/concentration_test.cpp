#include "levels/concentration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "exposure/testing_book.h"
#include "levels/flip.h"
#include "levels/testing_strikes.h"

namespace gammafield::levels {
namespace {

using exposure::RepricedBook;
using exposure::testing_book;
using market::Right;
using market::Spot;
using market::Strike;
using market::UsdPerPercent;

const Spot spot{100};

TEST(StrikeStep, IsTheTypicalDistanceNearSpot) {
  struct Row {
    std::string_view why;
    std::vector<double> strikes;
    double step;
  };
  const Row rows[] = {
      {"evenly spaced", {95, 96, 97, 98}, 1},
      {"the wings' wide steps do not count", {10, 50, 95, 96, 97, 150, 200, 250, 300}, 1},
      {"the median, not the mean", {92, 93, 94, 95, 109}, 1},
      {"of two middle ones the smaller: a step that occurs", {95, 96, 98}, 1},
      {"strikes at the edge of the 10 % count", {90, 92, 110}, 2},
      {"fewer than two near spot: over all strikes", {50, 60, 100, 170}, 40},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    std::vector<TestingStrike> strikes;
    for (const double strike : row.strikes) strikes.push_back({strike, 1, 0});
    EXPECT_DOUBLE_EQ(strike_step(testing_strikes(strikes), spot)->value(), row.step);
  }
  EXPECT_EQ(strike_step({}, spot).error(), NoLevel::empty_book);
  EXPECT_EQ(strike_step(testing_strikes({{100, 1, 0}}), spot).error(), NoLevel::too_few_strikes);
}

/// Call wall 110 (20), put wall 90 (12), unless said otherwise.
NamedLevels walls(std::optional<double> flip = std::nullopt, double larger = 20) {
  NamedLevels named;
  named.call_wall = Strike{110};
  named.put_wall = Strike{90};
  named.larger_wall = UsdPerPercent{larger};
  if (flip) named.flip = Spot{*flip};
  return named;
}

std::vector<double> strikes_of(const std::vector<FocusLevel>& levels) {
  std::vector<double> strikes;
  for (const FocusLevel& level : levels) strikes.push_back(level.strike.value());
  return strikes;
}

TEST(FocusLevels, AreTheLargestLocalMaximaThatKeepClear) {
  struct Row {
    std::string_view why;
    std::vector<double> net;  // at 90, 91, 92, ... 110; the walls are the ends
    NamedLevels named;
    std::vector<double> focus;
  };
  const Row rows[] = {
      {"strongest first, both signs",
       {-12, 0, 0, 7, 0, 0, -9, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20},
       walls(),
       {96, 99, 93}},
      {"at most three", {-12, 0, 0, 7, 0, 0, -9, 0, 0, 8, 0, 0, 6, 0, 0, 6, 0, 0, 0, 0, 20}, walls(), {96, 99, 93}},
      {"a quarter of the larger wall is enough, less is not",
       {-12, 0, 0, 0, 0, 5, 0, 0, 0, 0, 4.99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20},
       walls(),
       {95}},
      {"a shoulder is no maximum", {-12, 0, 0, 0, 7, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20}, walls(), {95}},
      {"of a plateau the lower strike",
       {-12, 0, 0, 0, 9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20},
       walls(),
       {94}},
      {"two steps from a wall is far enough, one is not",
       {-12, 0, -9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 20},
       walls(),
       {92}},
      {"not within a strike step of the flip",
       {-12, 0, 0, 0, 0, 9, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20},
       walls(95.9),
       {97}},
      {"more than a step from the flip",
       {-12, 0, 0, 0, 0, 9, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20},
       walls(96.1),
       {95}},
      {"nothing qualifies: none, never padded",
       {-12, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20},
       walls(),
       {}},
      {"no wall to measure with",
       {-12, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20},
       NamedLevels{},
       {}},
      {"a tie: nearest to spot", {-12, 0, 0, 7, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20}, walls(), {99, 93}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(strikes_of(focus_levels(testing_net_strikes(90, 1, row.net), spot, row.named)), row.focus);
  }
}

TEST(FocusLevels, KeepAQuarterPerCentApartWhereStrikesAreDense) {
  // Steps of 0.1: two steps are 0.2, but 0.25 % of spot is 0.25.
  std::vector<double> net(21, 0.0);
  net.front() = -12;
  net.back() = 20;
  net[8] = 9, net[10] = 8, net[13] = 7;
  NamedLevels named;
  named.put_wall = Strike{99};
  named.call_wall = Strike{101};
  named.larger_wall = UsdPerPercent{20};
  const auto focus = focus_levels(testing_net_strikes(99, 0.1, net), spot, named);
  ASSERT_EQ(focus.size(), 2u);
  EXPECT_NEAR(focus[0].strike.value(), 99.8, 1e-9);
  EXPECT_NEAR(focus[1].strike.value(), 100.3, 1e-9) << "100.0 is 0.2 away";
}

TEST(FocusLevels, SayWhatTheyAreAndWhatTheyCoincideWith) {
  const auto strikes = testing_strikes({{90, 0, 12},
                                        {92, 0, 0},
                                        {94, 13, 7},
                                        {96, 0, 0},
                                        {98, 6.4, 12.4},
                                        {100, 0, 0},
                                        {102, 40, 33},
                                        {104, 0, 0},
                                        {110, 20, 0}});
  NamedLevels named = walls();
  named.pin = Strike{96};
  named.absolute_gamma = Strike{102};
  const auto focus = focus_levels(strikes, spot, named);
  ASSERT_EQ(focus.size(), 3u);
  EXPECT_EQ(focus[0].strike, Strike{102});
  EXPECT_EQ(focus[0].kind, FocusKind::balanced) << "7 of 73";
  EXPECT_TRUE(focus[0].at_absolute_gamma);
  EXPECT_FALSE(focus[0].at_pin);
  EXPECT_EQ(focus[1].strike, Strike{98});
  EXPECT_EQ(focus[1].kind, FocusKind::put_dominated) << "-6 of 18.8";
  EXPECT_TRUE(focus[1].at_pin) << "one step away";
  EXPECT_EQ(focus[2].strike, Strike{94});
  EXPECT_EQ(focus[2].kind, FocusKind::call_dominated) << "6 of 20 is 0.3";
  EXPECT_EQ(to_string(focus[2].kind), "call_dominated");
}

/// Gross bars at whole strikes from 60 to 120, spot 100; a negative bar is a put's.
std::vector<exposure::StrikeExposure> bars(const std::vector<std::pair<double, double>>& bars_at) {
  std::vector<TestingStrike> rows;
  for (double strike = 60; strike <= 120; ++strike) rows.push_back({strike, 0, 0});
  for (const auto& [strike, bar] : bars_at) {
    TestingStrike& row = rows[static_cast<std::size_t>(strike - 60)];
    (bar > 0 ? row.call : row.put) = std::abs(bar);
  }
  return testing_strikes(rows);
}

std::vector<std::pair<double, double>> band(double from, double to, double bar) {
  std::vector<std::pair<double, double>> all;
  for (double strike = from; strike <= to; ++strike) all.emplace_back(strike, bar);
  return all;
}

auto operator+(std::vector<std::pair<double, double>> left, const std::vector<std::pair<double, double>>& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

struct Zone {
  double low, high, centroid, mass_share, net_ratio;
  bool upside;
};

// The numbers come from a second implementation (NumPy, density on a grid of h/400).
TEST(Clusters, AreRunsOfThickPositioning) {
  struct Row {
    std::string_view why;
    std::vector<exposure::StrikeExposure> strikes;
    std::vector<Zone> zones;
  };
  const Row rows[] = {
      {"a band below and a band above",
       bars({{90, 5}, {91, 6}, {92, 5}, {108, 4}, {109, 4}, {110, 4}}),
       {{90, 92, 91, 1, 1, false}, {108, 110, 109, 1, 1, true}}},
      {"each side has its own peak: the smaller side is not drowned",
       bars({{90, -500}, {91, 600}, {92, 500}, {108, 4}, {109, 4}, {110, 4}}),
       {{90, 92, 91, 1, 0.375, false}, {108, 110, 109, 1, 1, true}}},
      {"two bands with a gap between them",
       bars({{85, 5}, {86, 5}, {87, 5}, {92, -5}, {93, 5}, {94, 5}}),
       {{85, 87, 86, 0.5, 1, false}, {92, 94, 93, 0.5, 1.0 / 3, false}}},
      {"a run is cut at spot; the strike at spot counts below",
       bars(band(98, 103, 5)),
       {{98, 100, 99, 1, 1, false}, {101, 103, 102, 1, 1, true}}},
      {"split at a valley 20 % of the peak deep",
       bars({{86, 9}, {87, 9}, {88, 9}, {89, 3.5}, {90, 3}, {91, 2.5}, {92, 9}, {93, 9}, {94, 9}}),
       {{86, 90, 87.4776119403, 0.5317460317, 1, false}, {91, 94, 92.8305084746, 0.4682539683, 1, false}}},
      {"not split at a shallow one",
       bars({{86, 9}, {87, 9}, {88, 9}, {89, 6.5}, {90, 6}, {91, 5.5}, {92, 9}, {93, 9}, {94, 9}}),
       {{86, 94, 89.9861111111, 1, 1, false}}},
      {"two strikes are no cluster", bars({{90, 50}, {91, 50}}), {}},
      {"less than a tenth of the side's gross is none",
       bars(band(62, 64, 5) + band(68, 99, 5)),
       {{68, 99, 83.5, 0.9142857143, 1, false}}},
      {"more than a tenth is one",
       bars(band(62, 64, 5) + band(75, 99, 5)),
       {{62, 64, 63, 0.1071428571, 1, false}, {75, 99, 87, 0.8928571429, 1, false}}},
      {"strikes far apart are not neighbours: the axis is dollars, not rank",
       testing_strikes({{80, 5, 0},
                        {85, 5, 0},
                        {90, 5, 0},
                        {91, 0, 0},
                        {92, 0, 0},
                        {93, 0, 0},
                        {94, 0, 0},
                        {95, 4, 0},
                        {96, 4, 0},
                        {97, 4, 0},
                        {98, 0, 0},
                        {99, 0, 0},
                        {100, 0, 0}}),
       {{95, 97, 96, 12.0 / 27, 1, false}}},
      {"no exposure", bars({}), {}},
      {"no strikes", {}, {}},
      {"one strike", testing_strikes({{100, 5, 0}}), {}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const std::vector<Cluster> found = clusters(row.strikes, spot);
    ASSERT_EQ(found.size(), row.zones.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      SCOPED_TRACE(i);
      EXPECT_EQ(found[i].low.value(), row.zones[i].low);
      EXPECT_EQ(found[i].high.value(), row.zones[i].high);
      EXPECT_NEAR(found[i].centroid, row.zones[i].centroid, 1e-9);
      EXPECT_NEAR(found[i].mass_share, row.zones[i].mass_share, 1e-9);
      EXPECT_NEAR(found[i].net_ratio, row.zones[i].net_ratio, 1e-9);
      EXPECT_EQ(found[i].upside, row.zones[i].upside);
    }
  }
}

TEST(ContestedStrikes, CarryMuchOnBothSides) {
  struct Span {
    double low, high, gross, balance;
  };
  struct Row {
    std::string_view why;
    std::vector<TestingStrike> strikes;
    std::vector<Span> spans;
  };
  const Row rows[] = {
      {"large and balanced", {{95, 1, 9}, {96, 0, 0}, {97, 10, 8}, {98, 12, 2}}, {{97, 97, 18, 1 - 2.0 / 18}}},
      {"balanced, but small", {{95, 4, 4}, {97, 17, 1}}, {}},
      {"a balance of 0.70 is enough", {{95, 13, 7}, {97, 20, 0}}, {{95, 95, 20, 0.7}}},
      {"within two steps they are one, named by the strongest",
       {{95, 5, 5}, {96, 0, 0}, {97, 6, 5}, {98, 0, 0}, {99, 0, 0}, {100, 5, 6}},
       {{95, 97, 21, 1 - 1.0 / 11}, {100, 100, 11, 1 - 1.0 / 11}}},
      {"one strike alone", {{100, 5, 5}}, {{100, 100, 10, 1}}},
      {"nothing exposed", {{95, 0, 0}, {96, 0, 0}}, {}},
      {"no strikes", {}, {}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto found = contested_strikes(testing_strikes(row.strikes), spot);
    ASSERT_EQ(found.size(), row.spans.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].low.value(), row.spans[i].low);
      EXPECT_EQ(found[i].high.value(), row.spans[i].high);
      EXPECT_NEAR(found[i].gross.value(), row.spans[i].gross, 1e-12);
      EXPECT_NEAR(found[i].balance, row.spans[i].balance, 1e-12);
    }
  }
}

TEST(TriggerStrike, IsTheNoteworthyStrikeNearestToTheFlip) {
  const auto strikes = testing_net_strikes(90, 1, {-12, 0, 6, 0, 0, -5, 4.9, 0, 0, 0, 20});
  EXPECT_EQ(trigger_strike(strikes, walls(96.2))->value(), 95)
      << "96 is nearer, but has less than a quarter of the wall";
  EXPECT_EQ(trigger_strike(strikes, walls(93.5))->value(), 92) << "of two equally near the lower";
  EXPECT_EQ(trigger_strike(strikes, walls()).error(), NoLevel::no_flip);
  EXPECT_EQ(trigger_strike(strikes, walls(96, 1000)).error(), NoLevel::no_wall);
  NamedLevels no_wall;
  no_wall.flip = Spot{96};
  EXPECT_EQ(trigger_strike(strikes, no_wall).error(), NoLevel::no_wall);
}

RepricedBook two_strikes(double sigma = 0.2, double years = 0.1) {
  return RepricedBook{testing_book({{years, Right::call, 105, sigma, 1000}, {years, Right::put, 95, sigma, 1000}})};
}

TEST(BattleZone, EndsWhereExposureReachesATenthOfItsNinetiethPercentile) {
  const RepricedBook book = two_strikes();
  const FlipRoots flips = repriced_flips(book, {});
  const auto zone = battle_zone(book, flips, Strike{0.01});
  ASSERT_TRUE(zone);
  std::vector<double> sizes;
  for (int i = 0; i < 30000; ++i) sizes.push_back(std::abs(book.net_gex(Spot{85.0005 + 0.001 * i}).value()));
  std::ranges::sort(sizes);
  const double threshold = 0.1 * sizes[27000];
  EXPECT_NEAR(std::abs(book.net_gex(zone->low).value()) / threshold, 1, 0.01);
  EXPECT_NEAR(std::abs(book.net_gex(zone->low).value() / book.net_gex(zone->high).value()), 1, 1e-9);
  EXPECT_LT(zone->low, flips.primary->price);
  EXPECT_GT(zone->high, flips.primary->price);
  EXPECT_EQ(zone->flips, 1u);
}

TEST(BattleZone, IsNeverNarrowerThanAStrikeStep) {
  const RepricedBook book = two_strikes();
  const FlipRoots flips = repriced_flips(book, {});
  const auto zone = battle_zone(book, flips, Strike{5});
  EXPECT_NEAR(zone->high.value() - zone->low.value(), 5, 1e-9);
  EXPECT_LT(zone->low, flips.primary->price);
  EXPECT_GT(zone->high, flips.primary->price);
}

TEST(BattleZone, SpansSeveralRootsThatItsCalmConnects) {
  // A small put spike on a profile already near zero: three roots within a stretch where |GEX| stays small.
  const RepricedBook book{testing_book(
      {{0.1, Right::call, 105, 0.2, 3000}, {0.1, Right::put, 95, 0.2, 2000}, {0.0001, Right::put, 98.5, 0.1, 4}})};
  const FlipRoots flips = repriced_flips(book, {});
  ASSERT_EQ(flips.roots.size(), 3u);
  const auto zone = battle_zone(book, flips, Strike{0.01});
  EXPECT_EQ(zone->flips, 3u);
  EXPECT_LT(zone->low, flips.roots.front().price);
  EXPECT_GT(zone->high, flips.roots.back().price);
}

TEST(BattleZone, EndsBeforeASpikeThatTheBaseGridWouldStepOver) {
  // The spike, 0.05 % wide and between two grid spots, leaves the calm at once.
  const RepricedBook book{testing_book({{0.1, Right::call, 105, 0.2, 3000},
                                        {0.1, Right::put, 95, 0.2, 2000},
                                        {0.000025, Right::call, 98.25, 0.1, 100}})};
  const FlipRoots flips = repriced_flips(book, {});
  const auto zone = battle_zone(book, flips, Strike{0.01});
  ASSERT_TRUE(zone);
  EXPECT_LT(zone->high.value(), 98.25);
}

TEST(BattleZone, IsNoneWithoutAFlip) {
  const RepricedBook calls{testing_book({{0.1, Right::call, 105, 0.2, 1000}})};
  EXPECT_EQ(battle_zone(calls, repriced_flips(calls, {}), Strike{1}).error(), NoLevel::no_flip);
}

TEST(BattleZone, EndsWithTheDomainWhereNothingEverExceeds) {
  // 60 widths of calm on either side of two strikes that the 90th percentile hardly sees.
  const RepricedBook book = two_strikes(0.2, 0.02);
  const FlipRoots flips = repriced_flips(book, {0.98, 1.0});
  ASSERT_TRUE(flips.primary);
  const auto zone = battle_zone(book, flips, Strike{0.01});
  ASSERT_TRUE(zone);
  EXPECT_GE(zone->low.value(), 98 - 0.1 - 1e-9);
  EXPECT_LE(zone->high.value(), 100 + 0.1 + 1e-9);
}

}  // namespace
}  // namespace gammafield::levels
