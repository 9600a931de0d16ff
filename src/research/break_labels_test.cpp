#include "research/break_labels.h"

#include <cmath>

#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "research/attempts.h"
#include "research/world.h"
#include "statistics/walk.h"

namespace gammafield::research {
namespace {

using session::AttemptLabel;
using std::chrono::minutes;

const auto open_at = market::Calendar::us().session_open(std::chrono::year{2026} / 8 / 18);

/// 391 prices a minute apart: 99, and 101 from each first minute to before each second.
std::vector<ingest::PricePoint> beyond_during(const std::vector<std::pair<int, int>>& stretches) {
  std::vector<ingest::PricePoint> prices;
  for (int i = 0; i <= 390; ++i) {
    bool is_beyond = false;
    for (const auto& [from, to] : stretches) is_beyond = is_beyond || (i >= from && i < to);
    prices.push_back({open_at + minutes{i}, market::Spot{is_beyond ? 101.0 : 99.0}});
  }
  return prices;
}

TEST(Attempts, AreLabelledInTheirOrder) {
  const Watched watched{100, levels::Side::call, 0.01, open_at + minutes{390}};
  const auto attempts = attempts_at(beyond_during({{10, 12}, {30, 48}, {100, 125}, {380, 391}}), watched);
  ASSERT_EQ(attempts.size(), 4U);
  EXPECT_EQ(attempts[0].label, AttemptLabel::fake);
  EXPECT_EQ(attempts[1].label, AttemptLabel::indeterminate) << "back after 18 minutes";
  EXPECT_EQ(attempts[2].label, AttemptLabel::real);
  EXPECT_EQ(attempts[3].label, AttemptLabel::censored) << "ten minutes before the close";
}

TEST(Attempts, APriceThatStartsBeyondHasNotCrossed) {
  const Watched watched{100, levels::Side::call, 0.01, open_at + minutes{390}};
  EXPECT_TRUE(attempts_at(beyond_during({{0, 60}}), watched).empty());
}

TEST(Attempts, StayBeyondForAnHourOrNotOrIsNotTold) {
  const Watched watched{100, levels::Side::call, 0.01, open_at + minutes{390}};
  const auto prices = beyond_during({{10, 40}, {100, 161}, {300, 360}, {365, 391}});
  const auto attempts = attempts_at(prices, watched);
  ASSERT_EQ(attempts.size(), 3U) << "the fourth begins while the wall is still BROKEN";
  EXPECT_EQ(stayed_beyond(prices, watched, attempts[0], minutes{60}), false);
  EXPECT_EQ(stayed_beyond(prices, watched, attempts[1], minutes{60}), true) << "the close at 160 is the sixtieth";
  EXPECT_EQ(stayed_beyond(prices, watched, attempts[2], minutes{60}), false) << "back at the sixtieth";
  const std::span until_half_past(prices.data(), 60);
  EXPECT_EQ(stayed_beyond(until_half_past, watched, attempts[0], minutes{60}), std::nullopt)
      << "back long before, but its hour is not over";
}

TEST(BreakLabels, LastAnHourAsOftenAsAWalks) {
  const auto world = made_up_days({.plant = {}, .days = base::sanitized ? 300U : 3000U, .seed = 8});
  const auto cells = break_labels(std::span(&world, 1), {.baselines = {}, .baseline = {}});
  double lasted = 0, all = 0;
  for (const auto& cell : cells) {
    if (cell.measure != "lasts_an_hour") continue;
    lasted += cell.counts[0].second;
    all += cell.counts[0].second + cell.counts[1].second;
  }
  ASSERT_GT(all, 50);
  const double share = statistics::still_beyond(60) / statistics::still_beyond(20);
  EXPECT_NEAR(lasted / all, share, 3 * std::sqrt(share * (1 - share) / all) + 0.02);
}

TEST(BreakLabels, AreThoseOfAWalkWhereNothingIsPlanted) {
  const auto world = made_up_days({.plant = {}, .days = base::sanitized ? 200U : 1500U, .seed = 6});
  const auto cells = break_labels(std::span(&world, 1), {.baselines = {}, .baseline = {}});
  double real = 0, labelled = 0;
  for (const auto& cell : cells) {
    if (cell.measure != "real_share") continue;
    real += cell.counts[0].second;
    labelled += cell.counts[0].second + cell.counts[1].second + cell.counts[2].second;
  }
  const double share = statistics::walk_label_rates().real;
  EXPECT_NEAR(real / labelled, share, 3 * std::sqrt(share * (1 - share) / labelled) + 0.01);
}

TEST(TimeBeyond, IsTheWalksSurvival) {
  const auto world = made_up_days({.plant = {}, .days = base::sanitized ? 200U : 1500U, .seed = 7});
  const auto curve = time_beyond(std::span(&world, 1), levels::Side::call, WallBasis::net, 30);
  ASSERT_EQ(curve.size(), 31U);
  EXPECT_EQ(curve[0].beyond, 1);
  for (const std::size_t bars : {1U, 5U, 20U}) {
    EXPECT_GT(curve[bars - 1].beyond, curve[bars].beyond);
    EXPECT_NEAR(curve[bars].beyond, statistics::survives(static_cast<unsigned>(bars)),
                4 * curve[bars].standard_error + 0.02)
        << bars;
  }
}

}  // namespace
}  // namespace gammafield::research
