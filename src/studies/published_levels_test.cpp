#include "studies/published_levels.h"

#include <gtest/gtest.h>

namespace gammafield::studies {
namespace {

TEST(PublishedLevels, AreReadBySymbol) {
  const auto read = read_published_levels(
      "available,symbol,spot,call_wall,put_wall\n"
      "2026-01-20T13:30:00Z,SPY,691,700,690\n"
      "\n"
      "2026-01-20T09:00:00-05:00,QQQ,621,625,\n",
      "walls.csv");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2U);
  const auto& spy = read->at("SPY").at(0);
  EXPECT_EQ(spy.given.call_wall->value(), 700);
  EXPECT_EQ(spy.source, "walls.csv, line 2");
  const auto& qqq = read->at("QQQ").at(0);
  EXPECT_EQ(market::to_string(qqq.available), "2026-01-20T14:00:00Z");
  EXPECT_FALSE(qqq.given.put_wall);
}

TEST(PublishedLevels, SayWhatIsWrongAndWhere) {
  const std::string header = "available,symbol,call_wall,put_wall\n";
  const auto says = [&](const std::string& text) { return read_published_levels(text, "w.csv").error().message; };
  EXPECT_EQ(says(""), "w.csv: line 1: empty; the header must have available, symbol, call_wall, put_wall");
  EXPECT_EQ(says("available,symbol,call_wall\n"),
            "w.csv: line 1: no column put_wall; the header must have available, symbol, call_wall, put_wall");
  EXPECT_EQ(says(header + "2026-01-20,SPY,1,1\n"),
            "w.csv: line 2: \"2026-01-20\" is no time with a zone, 2026-01-20T13:30:00Z");
  EXPECT_EQ(says(header + "2026-01-20T13:30:00Z,SPY,-1,1\n"), "w.csv: line 2: \"-1\" is no strike");
  EXPECT_EQ(says(header + "2026-01-20T13:30:00Z,SPY,1\n"), "w.csv: line 2: no cell for put_wall");
  EXPECT_EQ(says(header + "2026-01-20T13:30:00Z,,1,2\n"), "w.csv: line 2: the symbol is empty");
}

TEST(DailySeries, IsReadByItsColumnsNames) {
  const SeriesSource source{.file = "g.csv", .date = "d", .price = "spot", .gex = "net_gex"};
  const auto read =
      read_daily_series("d,net_gex,spot\n2020-01-02,5e9,324.1\n2020-01-03,,322\n2020-01-06,-1,323\n", source);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2U) << "a day without a figure is no day";
  EXPECT_EQ((*read)[1].gex, -1);
  const auto back = read_daily_series("d,net_gex,spot\n2020-01-03,1,1\n2020-01-02,1,1\n", source);
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().message, "g.csv: line 3: the dates do not ascend");
}

}  // namespace
}  // namespace gammafield::studies
