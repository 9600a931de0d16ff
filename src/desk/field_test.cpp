#include "desk/field.h"

#include <gtest/gtest.h>

#include "store/testing_session.h"

namespace gammafield::desk {
namespace {

using market::Spot;

const market::Date tuesday = std::chrono::year{2026} / 8 / 18;

engine::Analysis analysis_of(std::size_t moment) {
  return std::move(*engine::analyse(store::moments(moment, moment + 1).front().load().value(), engine::Settings{}));
}

TEST(FieldColumn, IsTheProfile) {
  const auto analysis = analysis_of(3);
  const FieldColumn column{analysis};
  const double spot = analysis.report.spot.value();
  for (const double away : {-0.119, -0.03, 0.0, 0.0017, 0.119}) {
    const Spot price{spot * (1 + away)};
    const auto told = column.net_gex(price);
    ASSERT_TRUE(told);
    EXPECT_NEAR(told->value(), analysis.repriced.net_gex(price).value(),
                1e-3 * analysis.report.levels.totals.gross_gex.value())
        << away;
  }
  EXPECT_FALSE(column.net_gex(Spot{spot * 0.87}));
  EXPECT_FALSE(column.net_gex(Spot{spot * 1.13}));
}

TEST(FieldColumns, ForgetTheSessionUsedLongestAgo) {
  FieldColumns columns;
  const auto column = std::make_shared<const FieldColumn>(analysis_of(0));
  const auto day = [](std::size_t back) {
    return market::Date{std::chrono::sys_days{tuesday} - std::chrono::days{back}};
  };
  for (std::size_t back = 0; back < FieldColumns::sessions_max; ++back) columns.keep("SPX", day(back), column);
  EXPECT_EQ(columns.of("SPX", day(0)).size(), 1u);
  columns.keep("NDX", tuesday, column);
  EXPECT_EQ(columns.of("SPX", day(0)).size(), 1u) << "used again";
  EXPECT_EQ(columns.of("SPX", day(1)).size(), 0u);
}

TEST(FieldColumns, TakeTheFirstOfEachMinute) {
  FieldColumns columns;
  auto analysis = analysis_of(0);
  const auto minute = std::chrono::floor<std::chrono::minutes>(analysis.report.as_of);
  for (const int second : {10, 20, 59, 60, 119, 180}) {
    analysis.report.as_of = minute + std::chrono::seconds{second};
    columns.take(analysis);
  }
  std::vector<std::int64_t> kept;
  for (const auto& [at, column] : columns.of("SPX", analysis.report.session)) kept.push_back((at - minute).count());
  EXPECT_EQ(kept, (std::vector<std::int64_t>{10, 60, 180}));
}

TEST(Field, IsTheSameOutOfMemoryAndOutOfRecords) {
  const store::ScratchFolder scratch;
  const auto folder = *store::Folder::make(scratch.path());
  (void)store::recorded_live(folder, store::moments(0, 8));
  FieldColumns cold, warm;
  for (std::size_t i = 0; i < 8; ++i) warm.keep("SPX", tuesday, std::make_shared<const FieldColumn>(analysis_of(i)));
  const FieldWanted wanted{.range = 0.02, .points = 50, .step = std::chrono::seconds{60}, .enough = {}};
  const auto computed = field(cold, folder, "SPX", tuesday, wanted, engine::Settings{});
  const auto kept = field(warm, folder, "SPX", tuesday, wanted, engine::Settings{});
  ASSERT_TRUE(computed && *computed && kept && *kept);
  ASSERT_EQ((*computed)->columns.size(), 8u);
  ASSERT_EQ((*kept)->columns.size(), 8u);
  EXPECT_EQ((*computed)->prices, (*kept)->prices);
  for (std::size_t i = 0; i < 8; ++i)
    for (const Spot price : (*kept)->prices)
      EXPECT_EQ((*computed)->columns[i]->net_gex(price), (*kept)->columns[i]->net_gex(price));
  EXPECT_EQ(cold.of("SPX", tuesday).size(), 8u) << "kept for the next time";
}

TEST(Field, IsAsManyColumnsAsAreWanted) {
  const store::ScratchFolder scratch;
  const auto folder = *store::Folder::make(scratch.path());
  (void)store::recorded_live(folder, store::moments(0, 12));
  FieldColumns columns;
  FieldWanted wanted{.step = std::chrono::minutes{15}, .enough = {}};
  EXPECT_EQ((*field(columns, folder, "SPX", tuesday, wanted, {}).value()).columns.size(), 5u) << "every third, nearly";
  wanted = {.step = std::chrono::minutes{1}, .columns_most = 4, .enough = {}};
  EXPECT_EQ((*field(columns, folder, "SPX", tuesday, wanted, {}).value()).columns.size(), 4u);
  int more = 2;
  FieldColumns fresh;
  wanted = {.enough = [&] { return more-- == 0; }};
  const auto part = field(fresh, folder, "SPX", tuesday, wanted, {}).value();
  EXPECT_EQ(part->columns.size(), 2u);
  EXPECT_EQ(part->missing, 10u);
  wanted.enough = {};
  EXPECT_EQ(field(fresh, folder, "SPX", tuesday, wanted, {}).value()->missing, 0u) << "another time the rest";
  EXPECT_FALSE(field(fresh, folder, "SPX", std::chrono::year{2026} / 8 / 17, wanted, {}).value());
}

}  // namespace
}  // namespace gammafield::desk
