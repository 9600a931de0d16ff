#include "laboratory/path_picture.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "laboratory/path_series.h"
#include "laboratory/session_clock.h"
#include "laboratory/testing_picture.h"

namespace gammafield::laboratory {
namespace {

using chart::ChartStyle;
using chart::Theme;
using chart::testing::with;
using hedging::Minutes;
using testing::all_text;
using testing::checked;
using testing::made_up_scenario;
using testing::path_of;

std::size_t count(const chart::testing::Parsed& svg, std::string_view part) {
  return with(svg, "data-part", part).size();
}

TEST(PathPicture, ShowsPriceInventoryTradesAndVolatilityInBothThemes) {
  const auto scenario = made_up_scenario();
  const auto path = path_of(scenario);
  for (const auto theme : {Theme::light, Theme::dark}) {
    ChartStyle style;
    style.theme = theme;
    const auto text = path_svg(scenario, path, style);
    const auto svg = checked(text);
    for (const auto part : {"with-dealers", "without-dealers", "options", "hedge", "net", "hedging", "volatility-with",
                            "volatility-without", "volatility-marked", "pin-band"}) {
      EXPECT_EQ(count(svg, part), 1U) << part;
    }
    EXPECT_EQ(text, path_svg(scenario, path, style)) << "the same bytes";
    EXPECT_NE(all_text(svg).find("Short calls &amp; a pin"), std::string::npos);
    EXPECT_NE(all_text(svg).find("not a forecast"), std::string::npos);
  }
}

TEST(PathPicture, NamesEveryLevelAndDrawsThoseInView) {
  const auto scenario = made_up_scenario();
  const auto svg = checked(path_svg(scenario, path_of(scenario), {}));
  EXPECT_EQ(with(svg, "data-label", "Call Wall 101").size(), 1U);
  EXPECT_EQ(with(svg, "data-label", "▼ Put &lt;Wall&gt; 80").size(), 1U) << "far away: named at the edge";
  EXPECT_EQ(with(svg, "data-level", "level").size(), 1U);
  EXPECT_EQ(with(svg, "data-level", "pin").size(), 1U);
  EXPECT_EQ(with(svg, "data-level", "level").at(0).attributes.at("data-price"), "101");
}

TEST(PathPicture, DrawsWhatWasBoughtUpwardsAndWhatWasSoldDown) {
  const auto scenario = made_up_scenario();
  const auto svg = checked(path_svg(scenario, path_of(scenario), {}));
  double zero = -1;
  std::size_t up = 0, down = 0;
  for (const auto& bar : with(svg, "data-usd")) {
    const bool bought = bar.number("data-usd") > 0;
    (bought ? up : down) += 1;
    const double at = bar.number("y") + (bought ? bar.number("height") : 0);
    if (zero < 0) zero = at;
    EXPECT_NEAR(at, zero, 0.02);
  }
  EXPECT_GT(up, 5U);
  EXPECT_GT(down, 5U);
}

TEST(PathPicture, CanBeReadAtAnySize) {
  const auto scenario = made_up_scenario();
  const auto path = path_of(scenario);
  for (const auto& [width, height] : {std::pair{1280, 900}, std::pair{800, 900}, std::pair{720, 600}}) {
    SCOPED_TRACE(width);
    ChartStyle style;
    style.width = width;
    style.height = height;
    checked(path_svg(scenario, path, style));
  }
}

TEST(PathPicture, DrawsRunsOfAnyLengthAndNobodyHedging) {
  for (const std::size_t steps : {1U, 2U, 3U, 60U, 7800U}) {
    auto scenario = made_up_scenario(steps);
    checked(path_svg(scenario, path_of(scenario), {}));
  }
  auto alone = made_up_scenario();
  alone.dealers.clear();
  alone.pin.reset();
  alone.levels.clear();
  const auto svg = checked(path_svg(alone, path_of(alone), {}));
  EXPECT_NE(all_text(svg).find("Nobody hedges."), std::string::npos);
  EXPECT_EQ(count(svg, "volatility-marked"), 0U);
}

TEST(PathSeries, SumsTradesInBarsWithoutLosingAny) {
  const auto path = path_of(made_up_scenario());
  double bought = 0, sold = 0, in_steps = 0, in_steps_sold = 0;
  for (const auto& step : path.steps) (step.hedging.value() > 0 ? in_steps : in_steps_sold) += step.hedging.value();
  const auto bars = hedging_bars(path, 10);
  EXPECT_LE(bars.size(), 10U);
  for (const auto& bar : bars) {
    bought += bar.bought;
    sold += bar.sold;
  }
  EXPECT_NEAR(bought, in_steps, 1e-6 * in_steps);
  EXPECT_NEAR(-sold, in_steps_sold, -1e-6 * in_steps_sold);
}

TEST(PathSeries, RunningVolatilityOfEvenStepsIsTheirs) {
  auto scenario = hedging::scenario_of(100, Minutes{100}, 100, 0.2);
  hedging::Path path;
  for (int i = 0; i <= 100; ++i) {
    hedging::Step step;
    step.minute = Minutes{static_cast<double>(i)};
    step.spot = step.without_dealers = market::Spot{i % 2 == 0 ? 100 : 100 * std::exp(0.001)};
    path.steps.push_back(step);
  }
  const auto volatility = running_volatility(scenario, path, true);
  ASSERT_FALSE(volatility.empty());
  for (const auto& point : volatility) EXPECT_NEAR(point.y, 0.1 * std::sqrt(390 * 252), 1e-9);
}

TEST(PathSeries, TellsWhatBecameOfALevel) {
  auto scenario = hedging::scenario_of(100, Minutes{3}, 3, 0.16);  // a session's move: 1.008 %
  const hedging::Level level{"Wall", market::Spot{101}, true};
  const auto race = [&](std::initializer_list<double> spots) {
    hedging::Path path;
    for (const double spot : spots) {
      hedging::Step step;
      step.minute = Minutes{static_cast<double>(path.steps.size())};
      step.spot = market::Spot{spot};
      path.steps.push_back(step);
    }
    return race_text(scenario, path, level);
  };
  EXPECT_EQ(race({100, 100.2, 100.1}), "not reached");
  EXPECT_EQ(race({100, 101, 101.3}), "broken 09:32");
  EXPECT_EQ(race({100, 101, 100.5}), "held 09:32");
  EXPECT_EQ(race({100, 101, 101.02}), "touched 09:31");
}

TEST(SessionClock, GoesFromTheOpenAndCountsDays) {
  auto scenario = hedging::scenario_of(100, Minutes{780}, 780, 0.2);
  EXPECT_EQ(clock_text(scenario, Minutes{0}), "day 1, 09:30");
  EXPECT_EQ(clock_text(scenario, Minutes{390}), "day 1, 16:00") << "the close belongs to its session";
  EXPECT_EQ(clock_text(scenario, Minutes{391}), "day 2, 09:31");
  scenario.minutes = Minutes{60};
  scenario.starts = Minutes{330};
  EXPECT_EQ(clock_text(scenario, Minutes{0}), "15:00");
  const auto ticks = clock_ticks(scenario, 4);
  ASSERT_EQ(ticks.size(), 3U);
  EXPECT_EQ(ticks[1].text, "15:30");
  EXPECT_EQ(ticks[1].minute, Minutes{30});
}

}  // namespace
}  // namespace gammafield::laboratory
