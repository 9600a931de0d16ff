#include "research/real_prices.h"

#include <gtest/gtest.h>

#include "research/self_check.h"
#include "research/world.h"

namespace gammafield::research {
namespace {

const market::Calendar& calendar = market::Calendar::us();

/// Days as the bars that a vendor would sell of them.
ingest::PriceBars bars_of(const SymbolDays& symbol) {
  ingest::PriceBars bars{.bars = {}, .length = symbol.bar, .gaps = {}, .missing_sessions = {}, .flags = {}};
  for (const auto& day : symbol.days) {
    for (std::size_t i = 1; i < day.prices.size(); ++i) {
      const auto &from = day.prices[i - 1], &until = day.prices[i];
      const auto low = std::min(from.price, until.price), high = std::max(from.price, until.price);
      bars.bars.push_back({from.at, until.at, from.price, high, low, until.price});
    }
  }
  return bars;
}

TEST(RealPrices, AreTheSessionsWithFiveBeforeThem) {
  const auto world = made_up_days({.plant = {}, .days = 30, .seed = 5});
  const auto days = days_of_prices("XYZ", bars_of(world), calendar);
  ASSERT_EQ(days.days.size(), 25U);
  EXPECT_EQ(days.bar, std::chrono::seconds{60});
  for (std::size_t i = 0; i < days.days.size(); ++i) {
    const auto& day = days.days[i];
    EXPECT_EQ(day.session, world.days[i + 5].session);
    EXPECT_EQ(day.last_price(), world.days[i + 5].last_price());
    EXPECT_FALSE(day.move_is_implied);
    EXPECT_GT(day.move, 0.001);
    EXPECT_LT(day.move, 0.03) << "the worlds' is 0.01";
    EXPECT_FALSE(wall_of(day.sheet, levels::Side::call, WallBasis::net));
  }
}

TEST(RealPrices, GetLevelsThatWereKnownBefore) {
  const auto real = days_of_prices("XYZ", bars_of(made_up_days({.plant = {}, .days = 20, .seed = 5})), calendar);
  const auto one = with_made_up_levels(real, 1, calendar), other = with_made_up_levels(real, 2, calendar);
  int moved = 0;
  for (std::size_t i = 0; i < real.days.size(); ++i) {
    const auto& day = one.days[i];
    EXPECT_EQ(look_ahead_in(day.sheet, calendar), std::nullopt);
    EXPECT_LE(day.sheet.available, day.from);
    ASSERT_TRUE(day.prior);
    EXPECT_EQ(day.sheet.spot.value(), day.prior->close);
    const auto wall = wall_of(day.sheet, levels::Side::call, WallBasis::net);
    ASSERT_TRUE(wall);
    EXPECT_GT(wall->strike.value(), day.prior->close);
    moved += wall->strike != wall_of(other.days[i].sheet, levels::Side::call, WallBasis::net)->strike ? 1 : 0;
  }
  EXPECT_GT(moved, 5) << "another seed, other walls";
}

TEST(RealPrices, OfNoBarsAreNoDays) { EXPECT_TRUE(days_of_prices("XYZ", {}, calendar).days.empty()); }

TEST(RealPrices, AreTestedOnlyAgainstWhatMightHaveBeenTheWalls) {
  const auto real = days_of_prices("XYZ", bars_of(made_up_days({.plant = {}, .days = 90, .seed = 5})), calendar);
  const auto check = self_check({.worlds = 4, .prices = real, .progress = {}});
  EXPECT_FALSE(check.tests.empty());
  for (const auto& test : check.tests) {
    for (const auto* fixed :
         {"expected_move", "round_number", "prior_session", "mirror_image", "/ walk", "slope others"})
      EXPECT_EQ(test.name.find(fixed), std::string::npos) << test.name;
  }
}

}  // namespace
}  // namespace gammafield::research
