#include "pricing/dividend_schedule.h"

#include <gtest/gtest.h>

#include <string>

namespace gammafield::pricing {
namespace {

using namespace std::chrono_literals;

TEST(ParseDividends, ReadsDaysAmountsAndStatus) {
  const auto schedule = parse_dividends(
      "\xEF\xBB\xBF"
      "ex_date,amount,status\r\n"
      "# next year's is a guess\n"
      "2027-03-19, 1.9 ,estimated\r\n"
      "\"2026-12-18\",\"1.75\"\n\n"
      "2026-12-18,1.75,declared # said twice\n",
      "dividends.csv");
  ASSERT_TRUE(schedule) << schedule.error().message;
  ASSERT_EQ(schedule->size(), 2U);
  EXPECT_EQ((*schedule)[0].ex_date, market::Date(2026y / 12 / 18));
  EXPECT_EQ((*schedule)[0].amount, 1.75);
  EXPECT_EQ((*schedule)[0].status, DividendStatus::declared);
  EXPECT_EQ((*schedule)[1].status, DividendStatus::estimated);
}

TEST(ParseDividends, RefusesInOneLine) {
  struct Row {
    const char* why;
    const char* text;
    const char* part;
  };
  const Row rows[] = {
      {"no dividend at all", "# nothing\n", "holds no line"},
      {"no date", "2026-12-18,1\nsoon,1\n", "d.csv: line 2: `soon` is not a date"},
      {"a day that does not exist", "2026-02-30,1\n", "line 1: `2026-02-30` is not a date"},
      {"no amount", "2026-12-18\n", "amount `` is not a number"},
      {"nothing paid", "2026-12-18,0\n", "amount `0`"},
      {"paid by the holder", "2026-12-18,-1\n", "amount `-1`"},
      {"not a number", "2026-12-18,nan\n", "amount `nan`"},
      {"a misprint", "2026-12-18,1e9\n", "amount `1e9`"},
      {"an unknown status", "2026-12-18,1,maybe\n", "status `maybe`"},
      {"two amounts for one day", "2026-12-18,1\n2026-12-18,2\n", "given 2 here and 1 above"},
  };
  for (const Row& row : rows) {
    const auto schedule = parse_dividends(row.text, "d.csv");
    ASSERT_FALSE(schedule) << row.why;
    EXPECT_NE(schedule.error().message.find(row.part), std::string::npos)
        << row.why << ": " << schedule.error().message;
    EXPECT_EQ(schedule.error().message.find('\n'), std::string::npos) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::pricing
