#include "research/daily_series.h"

#include <cmath>

#include <gtest/gtest.h>

#include "base/random.h"
#include "market/calendar.h"

namespace gammafield::research {
namespace {

/// Days whose size is exp(-effect) times as large from the lowest rank of gex to the highest.
std::vector<DailyFigure> series(std::size_t days, double effect, std::uint64_t seed) {
  base::RandomStream stream(seed, 1);
  std::vector<DailyFigure> figures;
  auto session = market::Date{std::chrono::year{2015} / 1 / 2};
  double price = 100, gex = 0;
  for (std::size_t i = 0; i < days; ++i) {
    const double rank = 0.5 * std::erfc(-gex / std::sqrt(2.0));
    price *= std::exp(0.01 * std::exp(-effect * rank) * stream.normal());
    gex = stream.normal();
    figures.push_back({session, price, gex});
    session = market::Calendar::us().next_trading_day(session);
  }
  return figures;
}

Comparison primary(const std::vector<DailyFigure>& figures, std::size_t known_after) {
  InferenceRule rule;
  rule.bootstrap.resamples = 999;
  return findings(next_day(figures, known_after), rule).cells.at(0).comparisons.at(0);
}

TEST(NextDay, FindsWhatIsPlantedAndOnlyWhenItWasKnown) {
  const auto figures = series(1500, 1, 3);
  const auto found = primary(figures, 0);
  ASSERT_TRUE(found.tested);
  EXPECT_EQ(found.verdict, Verdict::differs);
  EXPECT_LT(found.tested->figure.low, -1);
  EXPECT_GT(found.tested->figure.high, -1);
  const auto late = primary(figures, 1);
  EXPECT_GT(late.tested->p, 0.05) << "a session later it says nothing of it any more";
}

TEST(NextDay, FindsNothingWhereThereIsNothing) {
  const auto found = primary(series(1500, 0, 4), 0);
  EXPECT_GT(found.tested->p, 0.05);
}

TEST(NextDay, OfFewDaysSaysNothing) {
  for (const std::size_t days : {0U, 2U, 21U, 24U}) {
    const auto found = findings(next_day(series(days, 1, 5), 0), {});
    EXPECT_EQ(found.cells.at(0).comparisons.at(0).verdict, Verdict::cannot_tell) << days;
  }
}

}  // namespace
}  // namespace gammafield::research
