#include "chart/profile_curve.h"

#include <gtest/gtest.h>

#include <string_view>

namespace gammafield::chart {
namespace {

std::vector<CurvePoint> curve(const std::vector<double>& nets) {
  std::vector<CurvePoint> points;
  for (std::size_t i = 0; i < nets.size(); ++i) {
    points.push_back({market::Spot{100 + static_cast<double>(i)}, market::UsdPerPercent{nets[i]}});
  }
  return points;
}

TEST(SignedRuns, BeginAndEndWhereTheCurveIsZero) {
  struct Run {
    bool positive;
    double from, to;
  };
  struct Row {
    std::string_view why;
    std::vector<double> nets;
    std::vector<Run> runs;
  };
  const Row rows[] = {
      {"one sign: one run", {1, 2, 3}, {{true, 100, 102}}},
      {"crosses between two points, a quarter of the way", {-1, 3, 4}, {{false, 100, 100.25}, {true, 100.25, 102}}},
      {"crosses at a root that is on the curve", {-1, 0, 4}, {{false, 100, 101}, {true, 101, 102}}},
      {"touches zero and turns back: one run", {2, 0, 1}, {{true, 100, 102}}},
      {"there and back", {-2, 2, -2}, {{false, 100, 100.5}, {true, 100.5, 101.5}, {false, 101.5, 102}}},
      {"begins at zero", {0, -2}, {{false, 100, 101}}},
      {"nothing but zero has no sign", {0, 0}, {}},
      {"no curve", {}, {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const auto runs = signed_runs(curve(row.nets));
    ASSERT_EQ(runs.size(), row.runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
      EXPECT_EQ(runs[i].positive, row.runs[i].positive);
      EXPECT_DOUBLE_EQ(runs[i].points.front().spot.value(), row.runs[i].from);
      EXPECT_DOUBLE_EQ(runs[i].points.back().spot.value(), row.runs[i].to);
      for (const auto& point : runs[i].points) EXPECT_GE(point.net.value() * (runs[i].positive ? 1 : -1), 0);
    }
  }
}

}  // namespace
}  // namespace gammafield::chart
