#include "ingest/snapshot_time.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gammafield::ingest {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

market::Instant at(std::string_view text) { return market::parse_instant(text).value(); }

bool has(const SnapshotTime& time, std::string_view code) {
  return std::ranges::any_of(time.flags, [&](const auto& flag) { return flag.code == code; });
}

SnapshotTime resolved(const RawHeader& header, const ReadOptions& options = {}) {
  const auto time = snapshot_time(header, options, std::nullopt);
  EXPECT_TRUE(time.has_value());
  return time.value_or(SnapshotTime{});
}

TEST(SnapshotTime, ADownloadBelongsToTheLastSessionBegun) {
  struct Row {
    std::string_view why;
    std::string_view taken;
    market::Date session;
    std::string_view flag;
  };
  const Row rows[] = {
      {"in session", "2023-09-14T15:00:00-04:00", 2023y / September / 14, "quotes_delayed_15_minutes"},
      {"the feed still runs just after the close", "2023-09-14T16:10:00-04:00", 2023y / September / 14,
       "quotes_delayed_15_minutes"},
      {"in the evening", "2023-09-14T20:30:00-04:00", 2023y / September / 14, "downloaded_outside_session"},
      {"on a Saturday: Friday's quotes", "2022-02-05T20:09:00-05:00", 2022y / February / 4,
       "downloaded_outside_session"},
      {"on a Sunday", "2024-01-07T10:52:00-05:00", 2024y / January / 5, "downloaded_outside_session"},
      {"before the open: the day before", "2024-02-13T06:40:00-05:00", 2024y / February / 12,
       "downloaded_outside_session"},
      {"before the open after a holiday weekend", "2025-09-02T09:24:00-04:00", 2025y / August / 29,
       "downloaded_outside_session"},
      {"after 13:00 on a half day", "2024-11-29T14:00:00-05:00", 2024y / November / 29, "downloaded_outside_session"},
  };
  for (const Row& row : rows) {
    RawHeader header;
    header.as_of = at(row.taken);
    header.quote_delay = 15min;
    const auto time = resolved(header);
    EXPECT_EQ(time.as_of, at(row.taken)) << row.why;
    EXPECT_EQ(time.session, row.session) << row.why;
    EXPECT_EQ(time.source, market::AsOfSource::file) << row.why;
    EXPECT_TRUE(has(time, row.flag)) << row.why;
    EXPECT_EQ(
        std::ranges::count_if(time.flags, [](const auto& flag) { return flag.code != "open_interest_may_be_older"; }),
        1)
        << row.why;
  }
}

TEST(SnapshotTime, OpenInterestOfTheFirstHourMayBeYesterdays) {
  RawHeader header;
  header.quote_delay = 15min;
  header.as_of = at("2022-03-23T10:11:00-04:00");
  EXPECT_TRUE(has(resolved(header), "open_interest_may_be_older"));
  header.as_of = at("2022-03-23T10:31:00-04:00");
  EXPECT_FALSE(has(resolved(header), "open_interest_may_be_older"));
}

TEST(SnapshotTime, ADateAloneIsThatSessionsClose) {
  RawHeader header;
  header.label = 2026y / August / 18;
  const auto time = resolved(header);
  EXPECT_EQ(time.as_of, at("2026-08-18T16:00:00-04:00"));
  EXPECT_EQ(time.source, market::AsOfSource::session_close);
  EXPECT_TRUE(has(time, "as_of_is_session_close"));

  header.label = 2026y / November / 27;
  EXPECT_EQ(resolved(header).as_of, at("2026-11-27T13:00:00-05:00")) << "a half day closes at 13:00";
}

TEST(SnapshotTime, TheLastTradeBeatsTheLabel) {
  struct Row {
    std::string_view why;
    market::Date label;
    std::string_view last_trade;
    market::Date session;
    bool flagged;
  };
  const Row rows[] = {
      {"they agree", 2026y / August / 6, "2026-08-06T16:14:59-04:00", 2026y / August / 6, false},
      {"labelled the day after", 2026y / August / 7, "2026-08-06T16:14:59-04:00", 2026y / August / 6, true},
      {"fetched again after midnight UTC", 2026y / July / 23, "2026-07-22T16:14:59-04:00", 2026y / July / 22, true},
      {"labelled on a Sunday", 2026y / August / 9, "2026-08-07T16:00:00-04:00", 2026y / August / 7, true},
  };
  for (const Row& row : rows) {
    RawHeader header;
    header.label = row.label;
    header.last_trade = at(row.last_trade);
    const auto time = resolved(header);
    EXPECT_EQ(time.session, row.session) << row.why;
    EXPECT_EQ(time.as_of, market::Calendar::us().session_close(row.session)) << row.why;
    EXPECT_EQ(has(time, "label_is_not_the_session"), row.flagged) << row.why;
    EXPECT_EQ(time.source == market::AsOfSource::last_trade, row.flagged) << row.why;
  }
}

TEST(SnapshotTime, ALabelOnAClosedDayIsFlagged) {
  RawHeader header;
  header.label = 2026y / July / 3;  // the day the fourth is kept
  const auto time = resolved(header);
  EXPECT_EQ(time.session, (2026y / July / 2));
  EXPECT_TRUE(has(time, "label_is_not_the_session"));
}

TEST(SnapshotTime, TheUsersTimeBeatsEverythingAndIsSaid) {
  ReadOptions options;
  options.as_of = at("2026-08-18T16:00:00-04:00");
  RawHeader header;
  EXPECT_TRUE(has(resolved(header, options), "as_of_from_user"));
  header.as_of = at("2026-08-17T16:00:00-04:00");
  const auto time = resolved(header, options);
  EXPECT_EQ(time.as_of, *options.as_of);
  EXPECT_EQ(time.source, market::AsOfSource::user);
  EXPECT_TRUE(has(time, "as_of_overridden"));
}

TEST(SnapshotTime, SaysWhenTradesAndTimeDoNotGoTogether) {
  RawHeader header;
  header.as_of = at("2026-08-18T12:00:00-04:00");
  header.last_trade = at("2026-08-18T13:00:00-04:00");
  EXPECT_TRUE(has(resolved(header), "trades_after_as_of"));
  header.last_trade = at("2026-08-17T15:59:00-04:00");
  EXPECT_TRUE(has(resolved(header), "last_trade_before_session"));
  header.last_trade = at("2026-08-18T11:44:59-04:00");
  EXPECT_TRUE(resolved(header).flags.empty());
}

TEST(SnapshotTime, NothingIsInvented) {
  const auto time = snapshot_time({}, {}, 2022y / September / 13);
  ASSERT_FALSE(time.has_value());
  EXPECT_EQ(base::exit_code(time.error().kind), 6);
  EXPECT_NE(time.error().message.find("--as-of"), std::string::npos);
  EXPECT_NE(time.error().message.find("2022-09-13"), std::string::npos) << "the bound that the file gives";
}

}  // namespace
}  // namespace gammafield::ingest
