#include "desk/bars.h"

#include <gtest/gtest.h>

#include "store/testing_session.h"

namespace gammafield::desk {
namespace {

using session::PriceSample;
using std::chrono::minutes;
using std::chrono::seconds;

const market::Instant open = *market::parse_instant("2026-08-18T09:30:00-04:00");
const market::Date tuesday = std::chrono::year{2026} / 8 / 18, wednesday = std::chrono::year{2026} / 8 / 19;

PriceSample at(int second, double price) { return {open + seconds{second}, market::Spot{price}}; }

std::string told(const std::vector<Bar>& bars) {
  std::string text;
  for (const Bar& bar : bars)
    text += fmt::format("{}: {} {} {} {}\n", (bar.from - open).count(), bar.open.value(), bar.high.value(),
                        bar.low.value(), bar.close.value());
  return text;
}

TEST(Bars, AreOfWhatLiesInThemAndOfWhatStoodBefore) {
  struct Row {
    std::string_view why;
    std::vector<PriceSample> prices;
    std::string_view bars;
  };
  const Row rows[] = {
      {"nothing, no bar", {}, ""},
      {"the open's own price is in the first", {at(0, 100)}, "0: 100 100 100 100\n"},
      {"up to its end, the end itself too", {at(0, 100), at(20, 103), at(40, 98), at(60, 101)}, "0: 100 103 98 101\n"},
      {"it begins where the one before ended", {at(60, 101), at(61, 104)}, "0: 101 101 101 101\n60: 101 104 101 104\n"},
      {"but not after a gap", {at(10, 100), at(200, 90)}, "0: 100 100 100 100\n180: 90 90 90 90\n"},
      {"before the open there is none", {at(-5, 50), at(5, 100)}, "0: 100 100 100 100\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(told(bars_of(row.prices, open, seconds{60})), row.bars) << row.why;
}

TEST(Bars, AreOfOneSessionAndOfWhatCameAfterItsRecords) {
  const store::ScratchFolder scratch;
  const auto folder = *store::Folder::make(scratch.path());
  (void)store::recorded_live(folder, store::moments(0, 45));
  const auto first = bars(folder, "SPX", tuesday, minutes{5}, {});
  ASSERT_TRUE(first && *first) << "recorded every five minutes";
  EXPECT_EQ((*first)->size(), 40u);
  EXPECT_EQ((*first)->front().from, open);
  const std::vector<PriceSample> newest{at(24 * 3600, 1), at(24 * 3600 + 26 * 60, 6500)};
  const auto second = bars(folder, "SPX", wednesday, minutes{5}, newest);
  ASSERT_TRUE(second && *second);
  ASSERT_EQ((*second)->size(), 6u);
  EXPECT_EQ((*second)->back().close, market::Spot{6500});
  EXPECT_GT((*second)->front().low, market::Spot{6000}) << "a price of before the last record is that record's";
  const auto none = bars(folder, "SPX", std::chrono::year{2026} / 8 / 17, minutes{5}, {});
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
}

}  // namespace
}  // namespace gammafield::desk
