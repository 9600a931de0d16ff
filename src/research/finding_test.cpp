#include "research/finding.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace gammafield::research {
namespace {

/// A cell whose comparison has this mean, by days of noise of one.
MeasuredCell cell_of(double mean, std::size_t days, std::uint64_t seed) {
  base::RandomStream stream(seed, 0);
  MeasuredCell cell;
  cell.keys = {{"symbol", "XYZ"}};
  cell.measure = "mean";
  for (std::size_t i = 0; i < days; ++i) {
    cell.figure.sum.push_back(mean + stream.normal());
    cell.figure.weight.push_back(1);
  }
  cell.comparisons.push_back({"zero", cell.figure});
  return cell;
}

Comparison first(const MeasuredCell& cell, double matters) {
  InferenceRule rule;
  rule.bootstrap.resamples = 1999;
  rule.matters = matters;
  auto primary = cell;
  primary.primary = true;
  return findings({primary}, rule).cells.at(0).comparisons.at(0);
}

TEST(Findings, SayOneOfThreeThings) {
  EXPECT_EQ(first(cell_of(1, 100, 1), 0.1).verdict, Verdict::differs);
  EXPECT_EQ(first(cell_of(0, 100, 2), 0.5).verdict, Verdict::no_difference) << "0.28 would have been seen";
  EXPECT_EQ(first(cell_of(0, 100, 2), 0.1).verdict, Verdict::cannot_tell) << "0.1 would not";
  const auto few = first(cell_of(5, 19, 3), 0.1);
  EXPECT_EQ(few.verdict, Verdict::cannot_tell) << "fewer than twenty days say nothing, whatever they show";
  EXPECT_EQ(few.days_with, 19U);
}

TEST(Findings, SayHowManyDaysWouldBeNeeded) {
  const auto comparison = first(cell_of(0, 100, 2), 0.1);
  ASSERT_TRUE(comparison.detectable && comparison.days_needed);
  EXPECT_NEAR(*comparison.detectable, 2.8 * comparison.tested->standard_error, 0.01);
  const double ratio = *comparison.detectable / 0.1;
  EXPECT_NEAR(*comparison.days_needed, 100 * ratio * ratio, 5);
}

TEST(Findings, OneGoodCellOfManyIsHeldAgainstTheBest) {
  // Twenty cells of noise: now and then one is below 5 % by itself, and then it is no finding.
  std::size_t nominal = 0, found = 0;
  InferenceRule rule;
  rule.bootstrap.resamples = 999;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::vector<MeasuredCell> cells;
    for (std::uint64_t i = 0; i < 20; ++i) cells.push_back(cell_of(0, 40, seed * 100 + i));
    for (const auto& cell : findings(cells, rule).cells) {
      nominal += cell.comparisons[0].tested->p <= 0.05 ? 1 : 0;
      found += cell.comparisons[0].verdict == Verdict::differs ? 1 : 0;
    }
  }
  EXPECT_GE(nominal, 8U);
  EXPECT_LE(nominal, 40U);
  EXPECT_LE(found, 4U);
}

TEST(Findings, OfSharesComeWithWilsonAndTheSelectionNull) {
  MeasuredCell share;
  share.keys = {{"symbol", "XYZ"}};
  share.is_share = true;
  for (int i = 0; i < 100; ++i) {
    share.figure.sum.push_back(i < 28 ? 1 : 0);
    share.figure.weight.push_back(1);
  }
  const auto found = findings({share, share}, {});
  ASSERT_TRUE(found.cells[0].figure);
  EXPECT_NEAR(found.cells[0].figure->low, 0.2014, 5e-5) << "methods 8.6";
  EXPECT_NEAR(found.cells[0].figure->high, 0.3749, 5e-5);
  ASSERT_TRUE(found.selection);
  EXPECT_EQ(found.selection->cells, 2U);
  EXPECT_EQ(found.selection->events, 100U);
}

}  // namespace
}  // namespace gammafield::research
