#include "laboratory/outcome_picture.h"

#include <gtest/gtest.h>

#include <cmath>

#include "laboratory/testing_picture.h"

namespace gammafield::laboratory {
namespace {

using chart::ChartStyle;
using chart::Theme;
using chart::testing::with;
using testing::all_text;
using testing::checked;
using testing::made_up_scenario;
using testing::outcome_of;

TEST(OutcomePicture, DrawsBothFansTheLevelsAndTheIntervalsInBothThemes) {
  const auto scenario = made_up_scenario();
  const auto outcome = outcome_of(scenario);
  for (const auto theme : {Theme::light, Theme::dark}) {
    ChartStyle style;
    style.theme = theme;
    const auto text = outcome_svg(scenario, outcome, style);
    const auto svg = checked(text);
    EXPECT_EQ(with(svg, "data-part", "fan-with").size(), 2U);
    const auto outlines = with(svg, "data-part", "fan-without");
    ASSERT_EQ(outlines.size(), 5U);
    for (const auto& line : outlines) {
      EXPECT_EQ(line.attributes.at("fill"), "none");
      EXPECT_TRUE(line.has("stroke-dasharray"));
    }
    EXPECT_EQ(with(svg, "data-label", "Call Wall 101").size(), 1U);
    EXPECT_EQ(with(svg, "data-label", "▼ Put &lt;Wall&gt; 80").size(), 1U);
    EXPECT_EQ(with(svg, "data-part", "no-effect").size(), 3U);
    EXPECT_EQ(text, outcome_svg(scenario, outcome, style)) << "the same bytes";
  }
}

TEST(OutcomePicture, PutsMoreVolatilityRightOfNoEffectAndSaysWhereNoRaceWasRun) {
  const auto scenario = made_up_scenario();
  const auto svg = checked(outcome_svg(scenario, outcome_of(scenario), {}));
  const auto mark = with(svg, "data-forest", "Of the steps").at(0);
  EXPECT_GT(mark.number("cx"), with(svg, "data-part", "no-effect").at(0).number("x1")) << "dealers short gamma";
  EXPECT_NE(mark.attributes.at("fill"), chart::palette(Theme::light).background) << "the interval keeps away from 1";
  EXPECT_NE(all_text(svg).find("no race was decided"), std::string::npos) << "80 is never reached";
}

TEST(OutcomePicture, DrawsBoughtAndGainedRightOfZeroSoldAndLostLeft) {
  const auto scenario = made_up_scenario();
  const auto svg = checked(outcome_svg(scenario, outcome_of(scenario), {}));
  double trades_zero = -1, gains_zero = -1;
  for (const auto& bar : with(svg, "data-usd")) {
    const bool positive = bar.number("data-usd") > 0;
    double& zero = bar.has("data-part") ? gains_zero : trades_zero;
    const double at = bar.number("x") + (positive ? 0 : bar.number("width"));
    if (zero < 0) zero = at;
    EXPECT_NEAR(at, zero, 0.02);
  }
  EXPECT_EQ(with(svg, "data-part", "Total").size(), 1U);
  EXPECT_LT(with(svg, "data-part", "Gamma").at(0).number("data-usd"), 0) << "short gamma pays for moves";
}

TEST(OutcomePicture, IsDrawnAtAnySizeWithManyLevelsSeveralDealersOrNone) {
  auto scenario = made_up_scenario();
  for (int i = 0; i < 12; ++i) scenario.levels.push_back({"Level", market::Spot{97.0 + i}, i > 3});
  auto second = scenario.dealers.front();
  second.book = hedging::mirrored(second.book);
  second.name = "A customer with a name that is far too long to be shown";
  scenario.dealers.push_back(second);
  const auto outcome = outcome_of(scenario);
  for (const auto& [width, height] : {std::pair{1280, 900}, std::pair{800, 900}, std::pair{720, 600}}) {
    SCOPED_TRACE(width);
    ChartStyle style;
    style.width = width;
    style.height = height;
    checked(outcome_svg(scenario, outcome, style));
  }
  auto alone = made_up_scenario();
  alone.dealers.clear();
  EXPECT_NE(all_text(checked(outcome_svg(alone, outcome_of(alone), {}))).find("Nobody hedges."), std::string::npos);
  auto still = made_up_scenario();
  still.noise.volatility = market::ImpliedVol{0};
  checked(outcome_svg(still, outcome_of(still), {}));
}

}  // namespace
}  // namespace gammafield::laboratory
