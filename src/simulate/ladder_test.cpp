#include "simulate/ladder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "simulate/listing.h"

namespace gammafield::simulate {
namespace {

using namespace std::chrono;
constexpr market::Spot spot{6412.37};

std::vector<SimulatedExpiry> spx_expiries() {
  return listed_expiries(market::from_new_york(2026y / 8 / 18, 10h), {"SPX", "SPXW"}, market::Calendar::us());
}

TEST(Ladder, StepsAreThoseOfTheIndex) {
  struct Row {
    double spot, step;
  };
  const Row rows[] = {{6412, 5}, {4500, 5}, {2300, 1}, {20'000, 10}, {500, 0.5}, {28'000, 10}};
  for (const Row& row : rows) EXPECT_EQ(strike_step(market::Spot{row.spot}).value(), row.step) << row.spot;
}

TEST(Ladder, HasAsManyRungsAsAskedSortedAndDistinct) {
  const auto expiries = spx_expiries();
  for (const std::size_t count : {1000u, 10'000u, 100'000u}) {
    const auto rungs = choose_rungs(expiries, spot, count);
    const auto key = [](const Rung& rung) { return std::pair(rung.expiry, rung.steps); };
    EXPECT_EQ(rungs.size(), count);
    EXPECT_TRUE(std::ranges::is_sorted(rungs, {}, key));
    EXPECT_EQ(std::ranges::adjacent_find(rungs, {}, key), rungs.end());
  }
}

TEST(Ladder, EveryExpiryHasEnoughForParity) {
  for (const std::size_t count : {1000u, 10'000u}) {
    const auto expiries = spx_expiries();
    std::map<std::uint32_t, int> rungs_of;
    for (const Rung& rung : choose_rungs(expiries, spot, count)) ++rungs_of[rung.expiry];
    EXPECT_EQ(rungs_of.size(), expiries.size());
    for (const auto& [expiry, rungs] : rungs_of) EXPECT_GE(rungs, 5) << expiries[expiry].root << expiry;
  }
}

TEST(Ladder, IsFineNearSpotAndCoarseFarFromIt) {
  const auto expiries = spx_expiries();
  const auto front = std::ranges::find(expiries, "SPX", &SimulatedExpiry::root) - expiries.begin();
  std::vector<double> strikes;
  for (const Rung& rung : choose_rungs(expiries, spot, 12'000)) {
    if (rung.expiry == front) strikes.push_back(rung.steps * strike_step(spot).value());
  }
  std::map<double, int> near, far;
  for (std::size_t i = 1; i < strikes.size(); ++i) {
    const double gap = strikes[i] - strikes[i - 1];
    if (std::abs(strikes[i] / spot.value() - 1) < 0.05) ++near[gap];
    if (strikes[i] < 0.5 * spot.value()) ++far[gap];
  }
  EXPECT_EQ(near.size(), 1u) << "all neighbours near spot are 5 apart";
  EXPECT_EQ(near.count(5), 1u);
  EXPECT_EQ(far.size(), 1u) << "all far below are 200 apart";
  EXPECT_EQ(far.count(200), 1u);
}

}  // namespace
}  // namespace gammafield::simulate
