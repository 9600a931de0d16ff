#include "chart/bands_chart.h"

#include <gtest/gtest.h>

#include "chart/testing_report.h"
#include "chart/testing_svg.h"

namespace gammafield::chart {
namespace {

using testing::made_up_report;
using testing::parsed;
using testing::with;
using Net = bands::Quantiles<market::UsdPerPercent>;

/// The call wall agreed on, the put wall not.
bands::Bands made_up_bands() {
  bands::Bands found;
  found.draws = 4000;
  found.p_positive = 0.62;
  const auto net = [](double middle) {
    const auto usd = [&](double away) { return market::UsdPerPercent{1e9 * (middle + away)}; };
    return Net{usd(-6), usd(-2), usd(0), usd(2), usd(6)};
  };
  found.net_gex = net(1);
  const auto spot = [](double value) { return market::Spot{value}; };
  found.flip.price = bands::Quantiles<market::Spot>{spot(4800), spot(4900), spot(4955), spot(5010), spot(5120)};
  found.flip.p_none = 0.3;
  found.flip.p_near_median = 0.2;
  found.call_wall = {{{market::Strike{5100}, 0.7, 1.4}, {market::Strike{5200}, 0.3, 2.5}}, 0};
  found.put_wall = {{{market::Strike{4900}, 0.4, 2}, {market::Strike{4850}, 0.35, 2.5}}, 0.25};
  for (double at = 4250; at <= 5750; at += 5) found.fan.push_back({spot(at), net((at - 4955) / 200)});
  return found;
}

engine::Report report_with(std::optional<levels::Level<bands::Bands>> found) {
  auto report = made_up_report();
  report.bands = std::move(found);
  return report;
}

TEST(BandsChart, DrawsSolidWhatTheDrawsAgreeOnAndDashedWhatTheyDoNot) {
  const auto svg = parsed(bands_svg(report_with(made_up_bands()), {}));
  ASSERT_EQ(svg.problem, "");
  const auto dashed = [&](std::string_view level) {
    const auto lines = with(svg, "data-level", level);
    EXPECT_EQ(lines.size(), 1U) << level;
    return lines.at(0).attributes.contains("stroke-dasharray");
  };
  EXPECT_FALSE(dashed("call_wall")) << "5,100 in 70 %";
  EXPECT_TRUE(dashed("put_wall")) << "4,850 in 35 %";
  EXPECT_TRUE(dashed("gamma_flip")) << "20 % near the median";
  EXPECT_FALSE(dashed("spot"));
}

TEST(BandsChart, PutsTheCallWallsChanceRightOfZeroAndThePutWallsLeft) {
  const auto svg = parsed(bands_svg(report_with(made_up_bands()), {}));
  std::map<std::string, testing::Element> bar_of;
  for (std::size_t i = 0; i + 2 < svg.elements.size(); ++i) {
    const auto strike = svg.elements[i].attributes.find("data-strike");
    if (strike != svg.elements[i].attributes.end()) bar_of[strike->second] = svg.elements[i + 2];
  }
  ASSERT_EQ(bar_of.size(), 4U);
  const double zero = bar_of.at("5100").number("x");
  EXPECT_NEAR(bar_of.at("5200").number("x"), zero, 0.02);
  EXPECT_NEAR(bar_of.at("4900").number("x") + bar_of.at("4900").number("width"), zero, 0.02);
  EXPECT_NEAR(bar_of.at("5100").number("width") / bar_of.at("5200").number("width"), 7.0 / 3, 0.01);
  EXPECT_NEAR(bar_of.at("4900").number("width") / bar_of.at("5200").number("width"), 4.0 / 3, 0.01);
}

TEST(BandsChart, IsValidInBothThemesAndTheSameBytes) {
  const auto report = report_with(made_up_bands());
  for (const Theme theme : {Theme::light, Theme::dark}) {
    ChartStyle style;
    style.theme = theme;
    const auto svg = bands_svg(report, style);
    EXPECT_EQ(parsed(svg).problem, "");
    EXPECT_EQ(svg, bands_svg(report, style));
    EXPECT_EQ(svg.find("\"nan"), std::string::npos);
    EXPECT_EQ(svg.find("\"inf"), std::string::npos);
  }
}

TEST(BandsChart, SaysInWordsWhatIsNotThere) {
  const auto none = parsed(bands_svg(report_with(base::failure(levels::NoLevel::empty_book)), {}));
  EXPECT_EQ(none.problem, "");
  auto found = made_up_bands();
  found.flip = {};
  found.call_wall = {};
  const auto svg = bands_svg(report_with(found), {});
  EXPECT_EQ(parsed(svg).problem, "");
  EXPECT_NE(svg.find("Call Wall: none in any draw."), std::string::npos);
  EXPECT_EQ(svg.find("flip-band"), std::string::npos);
}

}  // namespace
}  // namespace gammafield::chart
