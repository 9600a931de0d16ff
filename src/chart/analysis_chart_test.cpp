#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "chart/chart.h"
#include "chart/testing_svg.h"
#include "chart/window.h"
#include "exposure/testing_book.h"
#include "market/calendar.h"

namespace gammafield::chart {
namespace {

using market::Right;

/// A book of calls above and puts below, on the way that a chain takes from pricing on.
engine::Analysis analysis_of(std::vector<exposure::TestingOption> options, exposure::PositioningModel model) {
  exposure::TestingMarket market{.spot = 100, .positioning = exposure::Positioning{model}, .filter = {}};
  auto book = exposure::testing_book(std::move(options), market);
  const exposure::RepricedBook repriced{book};
  engine::Report report;
  report.symbol = book.priced->chain->symbol;
  report.as_of = book.priced->chain->as_of;
  report.session = book.priced->chain->session;
  report.spot = book.spot();
  report.levels = levels::find_levels(book, repriced, report.settings.levels);
  auto priced = book.priced;
  return {std::move(priced), std::move(book), repriced, std::move(report)};
}

std::vector<exposure::TestingOption> both_sides() {
  std::vector<exposure::TestingOption> options;
  for (double strike = 80; strike <= 120; ++strike) {
    options.push_back({0.1, Right::call, strike, 0.2, strike == 105 ? 3000.0 : 100.0});
    options.push_back({0.1, Right::put, strike, 0.2, strike == 95 ? 2000.0 : 110.0});
  }
  return options;
}

TEST(AnalysisChart, DrawsTheProfileThroughZeroAtTheFlip) {
  const auto analysis = analysis_of(both_sides(), exposure::PositioningModel::naive);
  ASSERT_TRUE(analysis.report.levels.flip);
  const auto window = visible_prices(analysis.report);
  const auto curve = profile_curve(analysis.repriced, window, analysis.report.levels.flips.roots, 300);
  EXPECT_EQ(curve.front().spot, market::Spot{window.low});
  EXPECT_EQ(curve.back().spot, market::Spot{window.high});
  EXPECT_TRUE(std::ranges::is_sorted(curve, {}, &CurvePoint::spot));
  const auto runs = signed_runs(curve);
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].points.back().spot, analysis.report.levels.flip->price)
      << "the root itself, not a straight line's guess";
  EXPECT_FALSE(runs[0].positive);

  const auto svg = testing::parsed(chart::svg(analysis, {}));
  ASSERT_EQ(svg.problem, "");
  const auto flip = testing::with(svg, "data-flip"), line = testing::with(svg, "data-level", "gamma_flip");
  ASSERT_EQ(flip.size(), 1u);
  ASSERT_EQ(line.size(), 1u);
  EXPECT_EQ(flip[0].attributes.at("cy"), line[0].attributes.at("y1"));
  EXPECT_EQ(testing::with(svg, "data-level", "call_wall").at(0).number("data-price"), 105);
  EXPECT_EQ(testing::with(svg, "data-level", "put_wall").at(0).number("data-price"), 95);
}

TEST(AnalysisChart, HasNoFlipWhenDealersAreShortEverything) {
  const auto analysis = analysis_of(both_sides(), exposure::PositioningModel::all_short);
  const auto svg = testing::parsed(chart::svg(analysis, {.theme = Theme::dark}));
  ASSERT_EQ(svg.problem, "");
  EXPECT_TRUE(testing::with(svg, "data-flip").empty());
  EXPECT_TRUE(testing::with(svg, "data-level", "gamma_flip").empty());
  EXPECT_TRUE(testing::with(svg, "data-level", "battle_zone").empty());
  EXPECT_NE(svg.elements.at(2).text.find("No Gamma Flip: net GEX is negative everywhere from 70 to 130."),
            std::string::npos);
}

TEST(AnalysisChart, DrawsABookOfOneContractAndOneOfNone) {
  const auto one = testing::parsed(
      chart::svg(analysis_of({{0.1, Right::call, 105, 0.2, 10}}, exposure::PositioningModel::naive), {}));
  EXPECT_EQ(one.problem, "");
  EXPECT_EQ(testing::with(one, "data-strike").size(), 1u);
  const auto none = testing::parsed(chart::svg(analysis_of({}, exposure::PositioningModel::naive), {}));
  EXPECT_EQ(none.problem, "");
  EXPECT_TRUE(testing::with(none, "data-strike").empty());
}

}  // namespace
}  // namespace gammafield::chart
