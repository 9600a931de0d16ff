#include "studies/result_json.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <limits>

#include "studies/testing_result.h"

namespace gammafield::studies {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

class ResultJson : public ::testing::Test {
 protected:
  element read(const StudyResult& result, int indent = 0) {
    text_ = result_json(result, indent);
    element read;
    EXPECT_EQ(parser_.parse(text_).get(read), simdjson::SUCCESS) << text_;
    return read;
  }

  static std::string_view text(element of, std::string_view pointer) {
    return of.at_pointer(pointer).get_string().value();
  }
  static double number(element of, std::string_view pointer) { return of.at_pointer(pointer).get_double().value(); }

  std::string text_;
  simdjson::dom::parser parser_;
};

TEST_F(ResultJson, HoldsEveryNumberToTheLastBit) {
  const auto result = testing::made_up_result();
  const auto json = read(result, 2);
  EXPECT_EQ(text(json, "/schema"), "gammafield.study/1");
  EXPECT_EQ(json["comparisons_tried"].get_int64().value(), 9);
  EXPECT_EQ(number(json, "/selection/best_share_half_the_time"), 0.64);
  const array cells = json["cells"].get_array().value();
  ASSERT_EQ(cells.size(), result.findings.cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& cell = result.findings.cells[i];
    const element in_json = cells.at(i).value();
    EXPECT_EQ(number(in_json, "/figure/low"), cell.figure->low);
    EXPECT_EQ(number(in_json, "/events"), cell.weight);
    const array comparisons = in_json["comparisons"].get_array().value();
    ASSERT_EQ(comparisons.size(), cell.comparisons.size());
    for (std::size_t j = 0; j < comparisons.size(); ++j) {
      if (!cell.comparisons[j].tested) continue;
      const element compared = comparisons.at(j).value();
      EXPECT_EQ(number(compared, "/difference/value"), cell.comparisons[j].tested->figure.value);
      EXPECT_EQ(number(compared, "/p_max"), cell.comparisons[j].tested->p_max);
      EXPECT_EQ(number(compared, "/detectable_difference"), cell.comparisons[j].detectable);
      EXPECT_EQ(text(compared, "/verdict"), to_string(cell.comparisons[j].verdict));
      EXPECT_EQ(compared["primary"].get_bool().value(), i == 1 && j == 0);
    }
  }
  const element survival = json.at_pointer("/figures/0/curves/0/points/3").value();
  EXPECT_EQ(number(survival, "/x"), 15);
  EXPECT_EQ(number(survival, "/high"), result.figures[0].curves[0].points[3].y.high);
  EXPECT_EQ(text(json, "/trades/0/left"), "2026-07-01T20:00:00Z");
  EXPECT_EQ(text(json, "/trades/0/exit_reason"), "the session closes");
  EXPECT_EQ(number(json, "/trades/0/gross_percent"), -0.25);
  EXPECT_EQ(number(json, "/trades/0/cost_percent"), 0.012);
  EXPECT_EQ(text(json, "/days_left_out/0/reason"), "half a session");
  EXPECT_EQ(text(json, "/choices/1/value"), "0.25 expected moves");
}

TEST_F(ResultJson, SaysWhyWhereThereIsNothing) {
  auto result = testing::made_up_result();
  result.findings.cells[3].figure.reset();
  result.findings.selection.reset();
  const auto json = read(result);
  EXPECT_TRUE(json["selection"].is_null());
  EXPECT_EQ(text(json, "/selection_reason"), "fewer than two shares were tried");
  EXPECT_TRUE(json.at_pointer("/cells/3/figure").value().is_null());
  EXPECT_EQ(text(json, "/cells/3/figure_reason"), "too few days to measure it on");
  const element untested = json.at_pointer("/cells/3/comparisons/0").value();
  for (const auto* name :
       {"difference", "standard_error", "p", "p_adjusted", "p_max", "detectable_difference", "days_needed"})
    EXPECT_TRUE(untested[name].is_null()) << name;
  EXPECT_NE(text(untested, "/difference_reason"), "");
  EXPECT_NE(text(untested, "/reach_reason"), "");
  EXPECT_TRUE(json.at_pointer("/cells/0/figure_reason").value().is_null());
}

TEST_F(ResultJson, OfAnythingIsJson) {
  EXPECT_EQ(read(StudyResult{})["cells"].get_array().value().size(), 0U);
  EXPECT_EQ(read(testing::large_result())["cells"].get_array().value().size(), 24U);
  const std::string hostile = "</script>\"\\ \x01 \n";
  EXPECT_EQ(text(read(testing::result_saying(hostile)), "/cells/0/comparisons/0/against"), hostile);
  auto unknown = testing::made_up_result();
  unknown.findings.cells[0].figure->high = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(read(unknown).at_pointer("/cells/0/figure").value().is_null());
}

TEST_F(ResultJson, KeepsASeedBeyondWhatADoubleHolds) {
  auto result = testing::made_up_result();
  result.rule.bootstrap.seed = 18446744073709551615U;
  EXPECT_EQ(text(read(result), "/rule/seed"), "18446744073709551615");
}

}  // namespace
}  // namespace gammafield::studies
