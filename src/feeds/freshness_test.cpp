#include "feeds/freshness.h"

#include <gtest/gtest.h>

#include "feeds/testing_feeds.h"

namespace gammafield::feeds {
namespace {

using std::chrono::minutes;

TEST(Freshness, CountsTradingAlone) {
  struct Row {
    std::string_view why, changed, now;
    minutes silent;
  };
  const Row rows[] = {
      {"in session", "2026-08-18T12:00-04:00", "2026-08-18T12:05-04:00", minutes{5}},
      {"the feed still tells the morning before the open", "2026-08-18T09:00-04:00", "2026-08-18T09:44-04:00",
       minutes{0}},
      {"its first minute", "2026-08-18T09:00-04:00", "2026-08-18T09:46-04:00", minutes{1}},
      {"overnight", "2026-08-18T16:15-04:00", "2026-08-19T09:45-04:00", minutes{0}},
      {"over a weekend", "2026-08-21T16:14-04:00", "2026-08-24T09:47-04:00", minutes{3}},
      {"over a holiday", "2026-09-04T16:20-04:00", "2026-09-08T09:45-04:00", minutes{0}},
      {"after a half day's close", "2026-11-27T13:15-05:00", "2026-11-27T15:00-05:00", minutes{0}},
      {"two days", "2026-08-18T12:15-04:00", "2026-08-19T12:15-04:00", minutes{390}},
      {"the clock set back", "2026-08-18T12:00-04:00", "2026-08-18T11:00-04:00", minutes{0}},
  };
  for (const Row& row : rows) {
    const Freshness fresh{{}, market::Calendar::us(), moment(row.changed)};
    EXPECT_EQ(fresh.silent(moment(row.now)), row.silent) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::feeds
