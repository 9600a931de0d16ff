#include "simulate/listing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

namespace gammafield::simulate {
namespace {

using namespace std::chrono;
using market::Settlement;

const IndexRoots spx{"SPX", "SPXW"};

std::vector<SimulatedExpiry> listed_at(year_month_day day, minutes since_midnight) {
  return listed_expiries(market::from_new_york(day, since_midnight), spx, market::Calendar::us());
}

bool lists(const std::vector<SimulatedExpiry>& listed, std::string_view root, year_month_day date) {
  return std::ranges::any_of(listed, [&](const auto& e) { return e.root == root && e.date == date; });
}

TEST(Listing, IsWhatTheExchangeLists) {
  struct Row {
    std::string_view why;
    year_month_day day;
    minutes at;
    std::string_view root;
    year_month_day expiry;
    bool listed;
  };
  const year_month_day tuesday = 2026y / 8 / 18;
  const Row rows[] = {
      {"today's, until the close", tuesday, 15h + 30min, "SPXW", tuesday, true},
      {"settled at the close", tuesday, 16h, "SPXW", tuesday, false},
      {"tomorrow's", tuesday, 16h, "SPXW", 2026y / 8 / 19, true},
      {"not on a Saturday", tuesday, 10h, "SPXW", 2026y / 8 / 22, false},
      {"not on Labor Day", tuesday, 10h, "SPXW", 2026y / 9 / 7, false},
      {"third Friday in the morning", tuesday, 10h, "SPX", 2026y / 8 / 21, true},
      {"and in the evening", tuesday, 10h, "SPXW", 2026y / 8 / 21, true},
      {"the morning series is gone after the opening", 2026y / 8 / 21, 9h + 31min, "SPX", 2026y / 8 / 21, false},
      {"June's third Friday is Juneteenth: the day before", 2026y / 5 / 4, 10h, "SPX", 2026y / 6 / 18, true},
      {"last trading day of a quarter", tuesday, 10h, "SPXW", 2027y / 3 / 31, true},
      {"month end on a Sunday: the Friday before", tuesday, 10h, "SPXW", 2027y / 1 / 29, true},
      {"LEAPS of the fifth December", tuesday, 10h, "SPX", 2031y / 12 / 19, true},
      {"nothing beyond", tuesday, 10h, "SPX", 2032y / 12 / 17, false},
  };
  for (const Row& row : rows) EXPECT_EQ(lists(listed_at(row.day, row.at), row.root, row.expiry), row.listed) << row.why;
}

TEST(Listing, CountsTimeToTheMinute) {
  const auto listed = listed_at(2026y / 8 / 18, 15h + 30min);
  ASSERT_EQ(listed.front().date, 2026y / 8 / 18);
  EXPECT_DOUBLE_EQ(listed.front().years.value(), 30.0 / 525'600);
  EXPECT_EQ(listed.front().expiry_class, market::ExpiryClass::zero_dte);
}

TEST(Listing, HasTheSizeOfARealOneAllYear) {
  for (sys_days day = 2026y / 1 / 1; day < sys_days{2027y / 1 / 1}; day += days{7}) {
    const auto listed = listed_at(year_month_day{day}, 12h);
    EXPECT_GE(listed.size(), 55u) << market::to_string(year_month_day{day});
    EXPECT_LE(listed.size(), 70u) << market::to_string(year_month_day{day});
    EXPECT_TRUE(std::ranges::is_sorted(listed, {}, &SimulatedExpiry::settles_at));
  }
}

TEST(Listing, AShortChainKeepsOneOfEachKindFirst) {
  const auto kept = most_important(listed_at(2026y / 8 / 18, 15h + 30min), 4);
  ASSERT_EQ(kept.size(), 4u);
  EXPECT_TRUE(lists(kept, "SPXW", 2026y / 8 / 18)) << "0DTE";
  EXPECT_TRUE(lists(kept, "SPX", 2026y / 8 / 21)) << "the monthly in the morning";
  EXPECT_TRUE(lists(kept, "SPXW", 2026y / 8 / 21)) << "and in the evening";
  EXPECT_TRUE(std::ranges::is_sorted(kept, {}, &SimulatedExpiry::settles_at));
}

}  // namespace
}  // namespace gammafield::simulate
