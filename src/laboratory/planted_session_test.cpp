#include "laboratory/planted_session.h"

#include <cmath>

#include <gtest/gtest.h>

#include "laboratory/scenario_file.h"
#include "laboratory/testing_planting.h"

namespace gammafield::laboratory {
namespace {

Planting planting(Sides sides) { return testing::planting(sides, 0.5, 600); }

TEST(PlantedDay, HasThePathOfTheRunAsItsPrice) {
  const auto day = planted_day(planting(Sides::as_is), 2);
  ASSERT_TRUE(day) << day.error().message;
  EXPECT_EQ(market::to_string(day->session), "2026-08-20");
  const auto open = day->with.times().front() - std::chrono::minutes{60};
  for (const std::size_t step : {1u, 77u, 780u}) {
    const auto at = open + std::chrono::seconds{30 * step};
    EXPECT_NEAR(day->with.spot_at(at).value(), day->path.steps[step].spot.value(), 0.006) << step;
    EXPECT_NEAR(day->without.spot_at(at).value(), day->path.steps[step].without_dealers.value(), 0.006) << step;
  }
  EXPECT_EQ(day->with.minute_bars().size(), 390u);
  EXPECT_EQ(day->with.chain_at(day->with.times().back()).spot.value(),
            day->with.spot_at(day->with.times().back()).value());
}

TEST(PlantedDay, OfDealersShortMovesMoreAndOfDealersLongLess) {
  for (const Sides sides : {Sides::short_options, Sides::long_options}) {
    const auto day = planted_day(planting(sides), 0);
    ASSERT_TRUE(day) << day.error().message;
    const double c = hedging::feedback(day->scenario).c;
    const double expected = 1 / (1 + c);
    const auto moved = [](const auto& of, auto member) {
      double square = 0;  // of ten minutes, so that what lags half a minute is over
      for (std::size_t i = 20; i < of.steps.size(); i += 20)
        square += std::pow(std::log((of.steps[i].*member).value() / (of.steps[i - 20].*member).value()), 2);
      return std::sqrt(square);
    };
    const double ratio = moved(day->path, &hedging::Step::spot) / moved(day->path, &hedging::Step::without_dealers);
    EXPECT_EQ(c > 0, sides == Sides::long_options) << c;
    EXPECT_GT(std::abs(c), 0.02);
    EXPECT_NEAR(ratio, expected, 0.3 * std::abs(1 - expected)) << c;
  }
}

TEST(PlantedDay, SaysWhatIsKnownOfIt) {
  const auto plan = planting(Sides::as_is);
  const auto day = planted_day(plan, 0);
  ASSERT_TRUE(day) << day.error().message;
  const std::string truth = truth_json(plan, 0, *day);
  for (const char* key : {R"("schema":"gammafield.planted_day/1")", R"("session":"2026-08-18")", R"("feedback_c":)",
                          R"("levels":[{"name":)", R"("hedging_bought_usd":)"})
    EXPECT_NE(truth.find(key), std::string::npos) << key << " in " << truth;
}

TEST(PlantedDay, NeedsAMadeUpChain) {
  auto plan = read_scenario(
      "title=\"t\"\nwhat=\"w\"\nspot=100\n[noise]\nvolatility_pct=20\n[[dealer]]\nname=\"d\"\npolicy=\"continuous\"\n[["
      "dealer.option]]\n"
      "right=\"call\"\nstrike=100\nexpires=\"close\"\ncontracts=-10\nvolatility_pct=20\n",
      "hand.toml");
  ASSERT_TRUE(plan) << plan.error().message;
  const auto day = planted_day({.plan = *plan}, 0);
  ASSERT_FALSE(day);
  EXPECT_NE(day.error().message.find("no dealer holds a made-up chain"), std::string::npos) << day.error().message;
}

}  // namespace
}  // namespace gammafield::laboratory
