#include "chart/chart.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "chart/frame.h"
#include "chart/level_marks.h"
#include "chart/scale.h"
#include "chart/testing_report.h"
#include "chart/testing_svg.h"
#include "chart/window.h"

namespace gammafield::chart {
namespace {

using levels::NoLevel;
using testing::made_up_profile;
using testing::made_up_report;
using testing::parsed;
using testing::with;

/// y of a price, from two lines whose prices are on them: the picture's own axis, measured.
double y_at(const testing::Parsed& svg, double price) {
  const auto line = [&](std::string_view level) { return with(svg, "data-level", level).at(0); };
  const auto a = line("call_wall"), b = line("put_wall");
  const double slope = (b.number("y1") - a.number("y1")) / (b.number("data-price") - a.number("data-price"));
  return a.number("y1") + slope * (price - a.number("data-price"));
}

std::string all_text(const testing::Parsed& svg) {
  std::string text;
  for (const auto& element : svg.elements) text += element.text + '\n';
  return text;
}

TEST(Chart, DrawsOneLineForEveryLevelAtItsPrice) {
  const auto svg = parsed(chart::svg(made_up_report(), made_up_profile(), {}));
  ASSERT_EQ(svg.problem, "");
  const std::pair<std::string_view, double> expected[] = {
      {"spot", 5000},           {"call_wall", 5100},          {"put_wall", 4850},         {"gamma_flip", 4960.25},
      {"absolute_gamma", 5000}, {"expected_move_high", 5040}, {"expected_move_low", 4960}};
  for (const auto& [level, price] : expected) {
    const auto lines = with(svg, "data-level", level);
    ASSERT_EQ(lines.size(), 1u) << level;
    EXPECT_EQ(lines[0].number("data-price"), price) << level;
    EXPECT_EQ(lines[0].attributes.at("y1"), lines[0].attributes.at("y2")) << level;
    EXPECT_NEAR(lines[0].number("y1"), y_at(svg, price), 0.02) << level;
  }
  EXPECT_GT(y_at(svg, 4900), y_at(svg, 5000)) << "high prices at the top";
}

TEST(Chart, PutsTheBarsAtTheirStrikesAndOnTheirSide) {
  const auto svg = parsed(chart::svg(made_up_report(), made_up_profile(), {}));
  double zero = 0;
  std::size_t bars = 0;
  for (std::size_t i = 0; i + 2 < svg.elements.size(); ++i) {
    const auto& group = svg.elements[i];
    if (!group.has("data-strike")) continue;
    const auto& bar = svg.elements[i + 2];  // after the group comes its hover text
    ASSERT_EQ(bar.tag, "rect");
    const double strike = group.number("data-strike");
    EXPECT_NEAR(bar.number("y") + bar.number("height") / 2, y_at(svg, strike), 3.1) << strike;
    const bool positive = testing::exposure_at(strike).net.value() > 0;
    if (bars++ == 0) zero = bar.number("x") + (positive ? 0 : bar.number("width"));
    EXPECT_NEAR(bar.number("x") + (positive ? 0 : bar.number("width")), zero, 0.02) << strike;
  }
  EXPECT_GT(bars, 40u);
}

TEST(Chart, DrawsCallsAndPutsApartInGross) {
  const auto svg = parsed(chart::svg(made_up_report(), made_up_profile(), {.bars = Bars::gross}));
  for (std::size_t i = 0; i + 3 < svg.elements.size(); ++i) {
    if (svg.elements[i].attributes.contains("data-strike")) {
      const auto &call = svg.elements[i + 2], &put = svg.elements[i + 3];
      ASSERT_EQ(put.tag, "rect");
      EXPECT_NEAR(put.number("x") + put.number("width"), call.number("x"), 0.02);
      EXPECT_NE(call.attributes.at("fill"), put.attributes.at("fill"));
    }
  }
  EXPECT_NE(all_text(svg).find("GROSS"), std::string::npos);
}

TEST(Chart, MarksTheFlipWhereTheProfileCrossesZero) {
  const auto svg = parsed(chart::svg(made_up_report(), made_up_profile(), {}));
  const auto flip = with(svg, "data-flip");
  ASSERT_EQ(flip.size(), 1u);
  EXPECT_NEAR(flip[0].number("cy"), y_at(svg, 4960.25), 0.02);
  EXPECT_NE(flip[0].attributes.at("fill"), "none");
}

TEST(Chart, SetsNoLabelOverAnother) {
  for (const int height : {600, 700, 900, 2000}) {
    const auto svg = parsed(chart::svg(made_up_report(), made_up_profile(), {.height = height}));
    double above = 0;
    const auto labels = with(svg, "data-label");
    ASSERT_GE(labels.size(), 5u);
    for (const auto& label : labels) {
      EXPECT_GE(label.number("data-top"), above - 0.02) << height;
      above = label.number("data-bottom");
    }
    EXPECT_LE(above, height);
  }
}

TEST(Chart, SaysWhyALevelIsMissingAndDrawsNone) {
  struct Row {
    std::string_view why;
    NoLevel reason;
    std::string_view words;
  };
  const Row rows[] = {
      {"every dealer short", NoLevel::negative_everywhere,
       "No Gamma Flip: net GEX is negative everywhere from 3,500 to 6,500."},
      {"calls only", NoLevel::positive_everywhere,
       "No Gamma Flip: net GEX is positive everywhere from 3,500 to 6,500."},
      {"withheld", NoLevel::flip_not_verified,
       "No Gamma Flip: re-pricing at the root did not give zero, so it is withheld."},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    auto report = made_up_report();
    report.levels.flip = report.levels.flips.primary = base::failure(row.reason);
    report.levels.flips.roots.clear();
    report.levels.battle_zone = base::failure(NoLevel::no_flip);
    report.levels.call_wall = base::failure(NoLevel::no_positive);
    const auto text = chart::svg(report, made_up_profile(), {});
    const auto svg = parsed(text);
    EXPECT_TRUE(with(svg, "data-level", "gamma_flip").empty());
    EXPECT_TRUE(with(svg, "data-level", "battle_zone").empty());
    EXPECT_TRUE(with(svg, "data-level", "call_wall").empty());
    EXPECT_TRUE(with(svg, "data-flip").empty());
    EXPECT_TRUE(with(svg, "data-label", "gamma_flip").empty());
    const auto missing = missing_levels(report);
    ASSERT_EQ(missing.size(), 2u);
    EXPECT_EQ(missing[0], row.words);
    EXPECT_EQ(missing[1], "No Call Wall: no strike on its side of spot has positive exposure.");
    EXPECT_NE(text.find(row.words.substr(0, 14)), std::string::npos);
  }
}

TEST(Chart, NamesAtTheEdgeWhatLiesOutOfView) {
  auto report = made_up_report();
  report.levels.call_wall->at.strike = market::Strike{9000};
  const auto svg = parsed(chart::svg(report, made_up_profile(), {}));
  EXPECT_TRUE(with(svg, "data-level", "call_wall").empty()) << "no line: it would lie at a wrong price";
  EXPECT_EQ(with(svg, "data-label", "call_wall").size(), 1u);
  EXPECT_NE(all_text(svg).find("▲ 9,000"), std::string::npos);
}

TEST(Chart, DrawsAnEmptyBookWithoutALevel) {
  const auto svg = parsed(chart::svg(testing::report_without_levels(), {}, {}));
  ASSERT_EQ(svg.problem, "");
  EXPECT_EQ(with(svg, "data-level").size(), 1u) << "spot alone";
  EXPECT_TRUE(with(svg, "data-strike").empty());
  const auto text = all_text(svg);
  EXPECT_NE(text.find("No profile: the book has no exposure."), std::string::npos);
  EXPECT_NE(text.find("No exposure to draw at these strikes."), std::string::npos);
  EXPECT_NE(text.find("Unknown: nothing could be priced"), std::string::npos);
}

TEST(Chart, LetsNoNanOrInfinityOut) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity(),
               most = std::numeric_limits<double>::max();
  for (const double odd : {nan, inf, -inf, most, -most, 1e-300}) {
    auto report = made_up_report();
    auto& levels = report.levels;
    levels.strikes[100].net = levels.strikes[101].call = levels.strikes[102].put = market::UsdPerPercent{odd};
    levels.totals.net_gex = market::UsdPerPercent{odd};
    levels.call_wall->at.strike = market::Strike{odd};
    levels.call_wall->at.value = market::UsdPerPercent{odd};
    levels.put_wall->distance_expected_moves = odd;
    levels.flip->price = levels.flips.roots[0].price = market::Spot{odd};
    levels.battle_zone->low = market::Spot{odd};
    levels.clusters[0].low = market::Strike{odd};
    levels.contested[0].low = market::Strike{odd};
    levels.expected_move->usd = market::Usd{odd};
    auto profile = made_up_profile();
    profile[100].net = market::UsdPerPercent{odd};
    for (const auto kind : {Bars::net, Bars::gross}) {
      const auto svg = parsed(chart::svg(report, profile, {.bars = kind}));
      ASSERT_EQ(svg.problem, "");
      for (const auto& element : svg.elements) {
        for (const auto& [name, value] : element.attributes) {
          if (name.starts_with("aria")) continue;
          EXPECT_EQ(value.find("nan"), std::string::npos) << element.tag << ' ' << name << ' ' << odd;
          EXPECT_EQ(value.find("inf"), std::string::npos) << element.tag << ' ' << name << ' ' << odd;
        }
        EXPECT_EQ(element.text.find("nan"), std::string::npos) << element.text;
        EXPECT_EQ(element.text.find("inf "), std::string::npos) << element.text;
      }
    }
  }
}

TEST(Chart, IsTheSameBytesForTheSameReport) {
  const ChartStyle style{.theme = Theme::dark, .bars = Bars::gross};
  EXPECT_EQ(chart::svg(made_up_report(), made_up_profile(), style),
            chart::svg(made_up_report(), made_up_profile(), style));
}

TEST(Chart, CanBeHeardAndSaysItsConvention) {
  const auto svg = parsed(chart::svg(made_up_report(), made_up_profile(), {}));
  const auto& root = svg.elements.at(0);
  EXPECT_EQ(root.attributes.at("role"), "img");
  EXPECT_EQ(root.attributes.at("aria-labelledby"), "gammafield-title gammafield-desc");
  EXPECT_EQ(svg.elements.at(1).tag, "title");
  EXPECT_EQ(svg.elements.at(1).text, "SPX dealer gamma exposure, Tue 18 Aug 2026, 16:00 New York");
  EXPECT_EQ(svg.elements.at(2).tag, "desc");
  EXPECT_NE(svg.elements.at(2).text.find("Call Wall: 5,100."), std::string::npos);
  const auto text = all_text(svg);
  for (const auto* words : {"long calls, short puts (naive)", "inferred, not observed", "per 1 % move", "dampening",
                            "amplifying", "98.7 % of live", "Rejected: 3 bad strike", "Not priced: 11 expired",
                            "Context, not a signal", "open interest of Mon 17 Aug 2026", "Outside the picture"}) {
    EXPECT_NE(text.find(words), std::string::npos) << words;
  }
}

TEST(Chart, KeepsAHostileSymbolInsideItsText) {
  auto report = made_up_report();
  report.symbol = "</text><script>alert(1)</script>&\x01";
  const auto svg = parsed(chart::svg(report, made_up_profile(), {}));
  EXPECT_EQ(svg.problem, "");
  for (const auto& element : svg.elements) EXPECT_NE(element.tag, "script");
}

TEST(Chart, HoldsItsSizeWithinReason) {
  struct Row {
    std::string_view why;
    int width, height;
    double drawn_width, drawn_height;
  };
  const Row rows[] = {{"as asked", 1600, 1000, 1600, 1000},
                      {"too small to read", 1, -5, 960, 600},
                      {"too large to draw", 1000000, 1000000, 8192, 8192}};
  for (const auto& row : rows) {
    const auto svg =
        parsed(chart::svg(made_up_report(), made_up_profile(), {.width = row.width, .height = row.height}));
    EXPECT_EQ(svg.elements.at(0).number("width"), row.drawn_width) << row.why;
    EXPECT_EQ(svg.elements.at(0).number("height"), row.drawn_height) << row.why;
  }
}

TEST(LevelMarks, AreInTheOrderOfPricesAndNameTheirConvention) {
  auto report = made_up_report();
  report.settings.levels.put_wall_rule = levels::PutWallRule::gross_put;
  const auto marks = level_marks(report);
  for (std::size_t i = 1; i < marks.size(); ++i) EXPECT_GE(marks[i - 1].price, marks[i].price);
  const auto named = [&](LevelKind kind) { return *std::ranges::find(marks, kind, &LevelMark::kind); };
  EXPECT_EQ(named(LevelKind::put_wall).name, "Put Wall (gross)");
  EXPECT_NE(named(LevelKind::put_wall).detail.find("amplifying"), std::string::npos)
      << "never without its mechanical effect";
  EXPECT_NE(named(LevelKind::gamma_flip).detail.find("battle zone 4,948 – 4,971"), std::string::npos);
  EXPECT_EQ(named(LevelKind::flip_root).value, "4,801.50");
}

}  // namespace
}  // namespace gammafield::chart
