#include "market/expiry_class.h"

#include <gtest/gtest.h>

namespace gammafield::market {
namespace {

using namespace std::chrono;
using enum Settlement;
using enum ExpiryClass;

TEST(ExpiryClass, IsTheMostSpecificThatApplies) {
  const Date today = 2020y / January / 2;
  struct Row {
    std::string_view why;
    Date expiry;
    Settlement settlement;
    ExpiryClass expected;
  };
  const Row rows[] = {
      {"third Friday, morning", 2026y / August / 21, am, monthly_opex},
      {"third Friday, close: the class asks not for the hour", 2026y / August / 21, pm, monthly_opex},
      {"third Friday of a quarter's last month", 2026y / September / 18, am, quarterly_opex},
      {"Good Friday is the third: Thursday", 2025y / April / 17, am, monthly_opex},
      {"the same, listed on the holiday", 2025y / April / 18, pm, monthly_opex},
      {"Juneteenth is the third Friday: Thursday, of a quarter", 2026y / June / 18, am, quarterly_opex},
      {"an old Saturday symbol", 2012y / April / 21, am, monthly_opex},
      {"last session of a quarter", 2026y / September / 30, pm, quarter_end},
      {"last session of another month", 2026y / August / 31, pm, month_end},
      {"the month ends on a weekend: Friday", 2026y / October / 30, pm, month_end},
      {"the quarter ends in Good Friday: Thursday", 2024y / March / 28, pm, quarter_end},
      {"month ends are at the close only", 2026y / September / 30, am, weekly_wed},
      {"the day before the last", 2026y / September / 29, pm, weekly_tue},
      {"Monday", 2026y / August / 17, pm, weekly_mon},
      {"Tuesday", 2026y / August / 18, pm, weekly_tue},
      {"Wednesday", 2026y / August / 19, pm, weekly_wed},
      {"Thursday", 2026y / August / 20, pm, weekly_thu},
      {"Friday, not the third", 2026y / August / 14, pm, weekly_fri},
      {"the Thursday before a third Friday that is no holiday", 2025y / May / 15, pm, weekly_thu},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(to_string(expiry_class(row.expiry, row.settlement, today, Calendar::us())), to_string(row.expected))
        << row.why;
  }
}

TEST(ExpiryClass, IsZeroDteOnTheDayItSettles) {
  const Calendar& us = Calendar::us();
  EXPECT_EQ(expiry_class(2026y / August / 21, am, 2026y / August / 21, us), zero_dte);
  EXPECT_EQ(expiry_class(2026y / September / 30, pm, 2026y / September / 30, us), zero_dte);
  EXPECT_EQ(expiry_class(2025y / April / 18, pm, 2025y / April / 17, us), zero_dte) << "moved by Good Friday";
  EXPECT_EQ(expiry_class(2012y / April / 21, am, 2012y / April / 20, us), zero_dte) << "a Saturday symbol";
  EXPECT_EQ(expiry_class(2026y / August / 21, am, 2026y / August / 20, us), monthly_opex) << "tomorrow's";
}

TEST(ExpiryClass, FollowsTheUsersCalendar) {
  const auto calendar = Calendar::us_with_overrides("2026-08-21 closed\n2026-08-31 closed");
  ASSERT_TRUE(calendar.has_value());
  const Date today = 2026y / January / 2;
  EXPECT_EQ(expiry_class(2026y / August / 20, pm, today, *calendar), monthly_opex);
  EXPECT_EQ(expiry_class(2026y / August / 28, pm, today, *calendar), month_end);
}

TEST(ExpiryClass, HasANameForEach) {
  EXPECT_EQ(to_string(zero_dte), "0dte");
  EXPECT_EQ(to_string(quarterly_opex), "quarterly_opex");
  EXPECT_EQ(to_string(weekly_thu), "weekly_thu");
}

TEST(Leaps, LiveMoreThanAYear) {
  EXPECT_FALSE(is_leaps(2027y / January / 2, 2026y / January / 2)) << "365 days are not more";
  EXPECT_TRUE(is_leaps(2027y / January / 3, 2026y / January / 2));
  EXPECT_TRUE(is_leaps(2025y / January / 1, 2024y / January / 1)) << "366 days, in a leap year";
}

}  // namespace
}  // namespace gammafield::market
