#include "chart/label_layout.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string_view>

namespace gammafield::chart {
namespace {

TEST(PlacedLabels, MoveOnlyAsFarAsTheyMust) {
  struct Row {
    std::string_view why;
    std::vector<WantedLabel> wanted;
    std::vector<double> middles;  ///< in the order of the lines
  };
  const Row rows[] = {
      {"far apart: each at its line", {{50, 20, 0}, {150, 20, 0}}, {50, 150}},
      {"two at one price share the shift", {{100, 20, 0}, {100, 20, 0}}, {90, 110}},
      {"three in a heap spread about their mean", {{99, 20, 0}, {100, 20, 0}, {101, 20, 0}}, {80, 100, 120}},
      {"a heap that pushes into its neighbour takes it along",
       {{100, 20, 0}, {100, 20, 0}, {125, 20, 0}},
       {88.333333, 108.333333, 128.333333}},
      {"at the top: none above the column", {{2, 20, 0}, {3, 20, 0}}, {10, 30}},
      {"at the bottom: none below it", {{199, 20, 0}, {199, 30, 0}}, {160, 185}},
      {"touching is not overlapping", {{100, 20, 0}, {120, 20, 0}}, {100, 120}},
      {"no labels", {}, {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const auto placed = placed_labels(row.wanted, {0, 200});
    ASSERT_EQ(placed.size(), row.middles.size());
    for (std::size_t i = 0; i < placed.size(); ++i) EXPECT_NEAR(placed[i].middle, row.middles[i], 1e-6);
  }
}

TEST(PlacedLabels, LeaveOutTheLeastImportantWhenThereIsNoRoom) {
  const std::vector<WantedLabel> wanted{{10, 40, 1}, {20, 40, 9}, {30, 40, 5}};
  const auto placed = placed_labels(wanted, {0, 100});
  ASSERT_EQ(placed.size(), 2u);
  EXPECT_EQ(placed[0].index, 1u);
  EXPECT_EQ(placed[1].index, 2u);
}

RC_GTEST_PROP(PlacedLabels, NeverOverlapAndStayInTheColumn, ()) {
  const auto wanted = *rc::gen::container<std::vector<WantedLabel>>(
      rc::gen::map(rc::gen::tuple(rc::gen::inRange(-50, 800), rc::gen::inRange(10, 60), rc::gen::inRange(0, 9)),
                   [](const auto& parts) {
                     return WantedLabel{static_cast<double>(std::get<0>(parts)),
                                        static_cast<double>(std::get<1>(parts)), std::get<2>(parts)};
                   }));
  const Interval column{20, 700};
  double above = column.low, line_above = -1000;
  for (const auto& [index, middle] : placed_labels(wanted, column)) {
    const auto& label = wanted[index];
    RC_ASSERT(middle - label.height / 2 >= above - 1e-6);
    RC_ASSERT(label.line_y >= line_above);
    above = middle + label.height / 2;
    line_above = label.line_y;
  }
  RC_ASSERT(above <= column.high + 1e-6);
}

}  // namespace
}  // namespace gammafield::chart
