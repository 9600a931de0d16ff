#include "studies/context.h"

#include <gtest/gtest.h>

namespace gammafield::studies {
namespace {

const auto& calendar = market::Calendar::us();

market::Date august(unsigned day) { return std::chrono::year{2026} / 8 / day; }

TEST(ClosingValues, AreKnownTheSessionAfter) {
  // Friday the 14th, Monday the 17th, Wednesday the 19th; Tuesday is missing.
  const auto read =
      read_closing_values("date,value\n2026-08-14,15.5\n2026-08-17,16\n2026-08-19,17\n", "v.csv", calendar);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_FALSE(known_at_start(*read, august(14), calendar)) << "its own close comes later";
  EXPECT_EQ(known_at_start(*read, august(17), calendar), 15.5) << "over the weekend";
  EXPECT_EQ(known_at_start(*read, august(18), calendar), 16);
  EXPECT_FALSE(known_at_start(*read, august(19), calendar)) << "an older one is not the last";
  EXPECT_EQ(known_at_start(*read, august(20), calendar), 17);
  EXPECT_FALSE(known_at_start(*read, august(24), calendar));
}

TEST(ClosingValues, AreReadAsTheExchangeWritesThem) {
  const auto read = read_closing_values(
      "DATE,OPEN,HIGH,LOW,CLOSE\r\n08/14/2026,15.0,16.0,14.9,15.5\r\n08/17/2026,15.6,16.2,15.1,16.01\r\n",
      "VIX_History.csv", calendar);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(known_at_start(*read, august(18), calendar), 16.01);
}

TEST(ClosingValues, SayWhatIsWrongAndWhere) {
  const auto says = [](std::string_view text) { return read_closing_values(text, "v.csv", calendar).error().message; };
  EXPECT_EQ(says(""), "v.csv: line 1: empty; the header must have date, value");
  EXPECT_EQ(says("date,vix\n"), "v.csv: line 1: no column value; the header must have date, value");
  EXPECT_EQ(says("date,value\nsoon,1\n"), "v.csv: line 2: \"soon\" is no date, 2026-01-20");
  EXPECT_EQ(says("date,value\n2026-08-14 16:15,1\n"), "v.csv: line 2: \"2026-08-14 16:15\" is no date, 2026-01-20");
  EXPECT_EQ(says("date,value\n2026-08-14,-1\n"), "v.csv: line 2: \"-1\" is no number above zero");
  EXPECT_EQ(says("date,value\n2026-08-17,1\n2026-08-14,1\n"), "v.csv: line 3: the dates do not ascend");
  EXPECT_EQ(says("date,value\n2026-08-17,\n"), "v.csv: no day with a value");
}

TEST(Events, AreOfTheSessionTheyFallInto) {
  struct Row {
    std::string_view why, at;
    market::Date session;
  };
  const Row rows[] = {
      {"a date", "2026-08-18", august(18)},
      {"before the open", "2026-08-18 08:30", august(18)},
      {"within the session, by another zone's clock", "2026-08-18T18:00:00Z", august(18)},
      {"at the close", "2026-08-18 16:00", august(18)},
      {"after the close", "2026-08-18 16:05", august(19)},
      {"on a Saturday", "2026-08-15", august(17)},
      {"on a Friday evening", "2026-08-14 18:00", august(17)},
      {"as the US writes dates", "08/18/2026", august(18)},
  };
  for (const auto& row : rows) {
    const auto read = read_events("at,name\n" + std::string{row.at} + ",CPI\n", "e.csv", calendar);
    ASSERT_TRUE(read) << row.why;
    EXPECT_EQ(read->at(0).session, row.session) << row.why;
  }
}

TEST(Events, AreNotDeniedBeyondTheFile) {
  const auto read = read_events("at,name\n2026-08-20,CPI\n2026-08-18 14:00,FOMC\n", "e.csv", calendar);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_FALSE(has_event(*read, august(17)));
  EXPECT_EQ(has_event(*read, august(18)), true);
  EXPECT_EQ(has_event(*read, august(19)), false);
  EXPECT_EQ(has_event(*read, august(20)), true);
  EXPECT_FALSE(has_event(*read, august(21)));
  EXPECT_EQ(kinds_of(*read), "FOMC, CPI");
}

TEST(Events, TellFiveKindsAtMost) {
  std::string text = "at,name\n";
  for (const auto* name : {"a", "b", "a", "c", "d", "e", "f", "g"}) text += std::string{"2026-08-18,"} + name + "\n";
  EXPECT_EQ(kinds_of(*read_events(text, "e.csv", calendar)), "a, b, c, d, e, ...");
}

TEST(Events, SayWhatIsWrongAndWhere) {
  const auto says = [](const std::string& text) { return read_events(text, "e.csv", calendar).error().message; };
  EXPECT_EQ(says("date,name\n"), "e.csv: line 1: no column at; the header must have at, name");
  EXPECT_EQ(says("at,name\nsoon,CPI\n"), "e.csv: line 2: \"soon\" is no date or time, 2026-01-28 or 2026-01-28 14:00");
  EXPECT_EQ(says("at,name\n2026-08-18,\n"), "e.csv: line 2: no name that can be read");
  EXPECT_EQ(says("at,name\n2026-08-18," + std::string(100, '\xb3') + "\n"), "e.csv: line 2: no name that can be read");
  EXPECT_EQ(says("at,name\n"), "e.csv: no event");
}

}  // namespace
}  // namespace gammafield::studies
