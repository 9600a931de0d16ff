#include "studies/result_html.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "chart/testing_svg.h"
#include "studies/figure_picture.h"
#include "studies/forest_picture.h"
#include "studies/result_words.h"
#include "studies/testing_result.h"

namespace gammafield::studies {
namespace {

using chart::Pixels;
using chart::testing::Parsed;
using chart::testing::with;
using testing::made_up_result;

constexpr Pixels screen{1040}, phone{360};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
std::string as_it_is(std::string_view text) { return std::string{text}; }

/// What lies between head and end, read as XML, which is stricter than HTML.
Parsed body_of(const std::string& page) {
  auto body = page.substr(page.find("<body>"), page.find("</html>") - page.find("<body>"));
  for (auto at = body.find("&#39;"); at != body.npos; at = body.find("&#39;", at)) body.replace(at, 5, "&apos;");
  return chart::testing::parsed(body);
}

TEST(ResultHtml, SaysWhatTheTextSays) {
  const auto page = result_html(made_up_result());
  const auto result = told(made_up_result(), as_it_is);
  EXPECT_LT(page.find("held 14 of 25"), page.find("<svg"));
  for (const auto& cell : result.findings.cells) {
    EXPECT_TRUE(has(page, figure_text(cell)));
    for (const auto& comparison : cell.comparisons) {
      EXPECT_TRUE(has(page, difference_text(comparison, true)));
      EXPECT_TRUE(has(page, verdict_text(comparison, result.rule)));
    }
  }
  for (const auto& [key, value] : result.choices) EXPECT_TRUE(has(page, "<dt>" + key + "</dt><dd>" + value));
  for (const auto* part : {"64 % or more half the time by luck", "9 comparisons", "27 points", "Not advice",
                           "no chain of the evening before: 2 days", "−0.262", "another regime", "1-minute bars"})
    EXPECT_TRUE(has(page, part)) << part;
}

TEST(ResultHtml, IsWellFormedAndLoadsNothing) {
  for (const auto& result : {made_up_result(), StudyResult{}, testing::large_result()}) {
    const auto page = result_html(result);
    EXPECT_EQ(body_of(page).problem, "");
    for (const auto* part : {"<script", "http:", "https:", "<link", "<img", "url(", "nan", "@import"})
      EXPECT_FALSE(has(page, part)) << part;
    EXPECT_TRUE(has(page, "default-src 'none'"));
    EXPECT_TRUE(has(page, "prefers-color-scheme: dark"));
  }
}

TEST(ResultHtml, OfAStudyWithoutAnythingDrawsNothing) {
  const auto page = result_html(StudyResult{});
  EXPECT_FALSE(has(page, "<svg"));
  EXPECT_TRUE(has(page, "Nothing was compared."));
  auto without_points = made_up_result();
  for (auto& curve : without_points.figures[0].curves) curve.points.clear();
  EXPECT_TRUE(has(result_html(without_points), "No point to draw."));
}

/// Its elements are the same whatever the texts say.
TEST(ResultHtml, ATextChangesNoTag) {
  const auto harmless = body_of(result_html(testing::result_saying("abc")));
  for (const std::string hostile : {"<script>alert(1)</script>", "\" onload=\"alert(1)", "'><svg onload=alert(1)>",
                                    "]]>&lt;<!--", "\xE2\x80\xAE turned", "</style></title>", "{}%s"}) {
    const auto page = result_html(testing::result_saying(hostile));
    const auto body = body_of(page);
    EXPECT_EQ(body.problem, "") << hostile;
    EXPECT_FALSE(has(page, "<script")) << hostile;
    EXPECT_FALSE(has(page, "\xE2\x80\xAE")) << hostile;
    EXPECT_EQ(with(body, "onload").size(), 0U) << hostile;
    // A longer text may take another line of a legend, never another element.
    EXPECT_EQ(std::ranges::count(body.elements, "svg", &chart::testing::Element::tag),
              std::ranges::count(harmless.elements, "svg", &chart::testing::Element::tag));
    EXPECT_EQ(body.elements.size(), harmless.elements.size()) << hostile;
  }
}

TEST(ForestPicture, DrawsEachTestedComparisonAtItsDifference) {
  const auto result = told(made_up_result(), as_it_is);
  const auto forests = forests_of(result);
  ASSERT_EQ(forests.size(), 1U);
  EXPECT_TRUE(forests[0].cells.front()->primary);
  for (const Pixels width : {screen, phone}) {
    const auto svg = chart::testing::parsed(forest_svg(forests[0], result.rule, width));
    EXPECT_EQ(svg.problem, "");
    EXPECT_EQ(with(svg, "data-forest").size(), 7U) << "two could not be tested";
    const auto band = with(svg, "data-part", "size-that-matters");
    ASSERT_EQ(band.size(), 1U);
    // From -10 to +10 points: what lies at 5 lies three quarters across.
    const double left = band[0].number("x"), points_20 = band[0].number("width");
    const auto first = std::ranges::find_if(svg.elements, [](const auto& each) { return each.has("data-forest"); });
    ASSERT_EQ(std::next(first)->tag, "circle");
    EXPECT_NEAR(std::next(first)->number("cx"), left + 0.75 * points_20, 0.02);
  }
}

TEST(ForestPicture, FillsAMarkOnlyWhereItDiffersAndHasAShapeForEachBaseline) {
  const auto result = told(testing::large_result(), as_it_is);
  const auto svg = chart::testing::parsed(forest_svg(forests_of(result)[0], result.rule, screen));
  std::vector<std::string> shapes;
  for (auto each = svg.elements.begin(); each != svg.elements.end(); ++each) {
    if (!each->has("data-forest") || shapes.size() == 8) continue;
    const auto& mark = *std::next(each);
    EXPECT_EQ(mark.attributes.at("fill"), "var(--background)") << "cannot tell: hollow";
    auto shape = mark.tag;
    if (mark.has("d")) {
      // Where it begins moves with the value; how its corners lie about each other does not.
      double x = 0, y = 0, to_x = 0, to_y = 0, last_x = 0, last_y = 0;
      ASSERT_EQ(std::sscanf(mark.attributes.at("d").c_str(), "M%lf %lfL%lf %lfL%lf %lf", &x, &y, &to_x, &to_y, &last_x,
                            &last_y),
                6);
      shape += std::to_string(std::lround(to_x - x)) + ' ' + std::to_string(std::lround(to_y - y)) + ' ' +
               std::to_string(std::lround(last_x - to_x)) + ' ' + std::to_string(std::lround(last_y - to_y));
    }
    EXPECT_EQ(std::ranges::count(shapes, shape), 0) << shape;
    shapes.push_back(shape);
  }
  EXPECT_EQ(shapes.size(), 8U);
  const auto of_three = told(made_up_result(), as_it_is);
  const auto page = forest_svg(forests_of(of_three)[0], of_three.rule, screen);
  const auto three = chart::testing::parsed(page);
  std::size_t filled = 0;
  for (auto each = three.elements.begin(); each != three.elements.end(); ++each) {
    if (each->has("data-forest") && std::next(each)->attributes.at("fill") == "var(--ink)") ++filled;
  }
  EXPECT_EQ(filled, 2U);
}

TEST(ForestPicture, CutsNoIntervalOff) {
  auto result = told(made_up_result(), as_it_is);
  auto& cell = result.findings.cells[0];
  cell.is_share = false;
  cell.comparisons[0].tested->figure = {-123456.25, -123456.5, -123456};
  for (const auto& forest : forests_of(result)) {
    for (const Pixels width : {screen, phone}) {
      const auto svg = forest_svg(forest, result.rule, width);
      for (const auto* of : forest.cells) {
        for (const auto& comparison : of->comparisons)
          EXPECT_TRUE(has(svg, ">" + difference_text(comparison, of->is_share) + "<"));
      }
    }
  }
}

TEST(FigurePicture, DrawsStepsSquaresAndDrawdowns) {
  const auto figures = testing::made_up_figures();
  for (const Pixels width : {screen, phone}) {
    const auto survival = chart::testing::parsed(figure_svg(figures[0], width));
    EXPECT_EQ(survival.problem, "");
    EXPECT_EQ(with(survival, "data-part", "curve").size(), 2U);
    EXPECT_EQ(with(survival, "data-part", "interval").size(), 1U) << "a reference has none";
    const auto reliability = chart::testing::parsed(figure_svg(figures[1], width));
    const auto ground = std::ranges::find(reliability.elements, "rect", &chart::testing::Element::tag);
    EXPECT_EQ(ground->number("width"), ground->number("height"));
    EXPECT_EQ(with(reliability, "data-part", "interval").size(), 6U);
    const auto equity = chart::testing::parsed(figure_svg(figures[2], width));
    EXPECT_EQ(std::ranges::count(equity.elements, "rect", &chart::testing::Element::tag), 2) << "two panels";
  }
}

TEST(FigurePicture, DrawsWhatIsDegenerate) {
  const statistics::Estimate half{0.5, 0.5, 0.5};
  const Figure one{.title = "one",
                   .x_label = "x",
                   .y_label = "y",
                   .stepped = true,
                   .curves = {{.name = "a", .reference = false, .points = {{3, half}}}}};
  EXPECT_EQ(chart::testing::parsed(figure_svg(one, phone)).problem, "");
  auto result = made_up_result();
  result.figures = {one};
  result.figures[0].curves[0].points.push_back({std::numeric_limits<double>::quiet_NaN(), half});
  EXPECT_FALSE(has(result_html(result), "nan"));
}

}  // namespace
}  // namespace gammafield::studies
