#include "ingest/date_line.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

TEST(ParseDateLine, ReadsWhatBrowsersAndUsersWrote) {
  struct Row {
    std::string_view why;
    std::string_view text;
    std::string_view instant;
  };
  const Row rows[] = {
      {"the page in 2022", "February 5 2022, 8:09 PM EST", "2022-02-06T01:09:00Z"},
      {"the page since", "December 12, 2022 at 8:30 PM EST", "2022-12-13T01:30:00Z"},
      {"summer time", "September 14, 2023 at 4:31 PM EDT", "2023-09-14T20:31:00Z"},
      {"half past midnight is 12 AM", "June 4, 2024 at 12:30 AM EDT", "2024-06-04T04:30:00Z"},
      {"noon is 12 PM", "June 4, 2024 at 12:00 PM EDT", "2024-06-04T16:00:00Z"},
      {"Spanish", "23 de marzo de 2022, 10:11 GMT-4", "2022-03-23T14:11:00Z"},
      {"French, with an h",
       "3 f\xC3\xA9vrier 2024 \xC3\xA0 9 h 05 UTC\xE2\x88\x92"
       "5",
       "2024-02-03T14:05:00Z"},
      {"French, abbreviated, no zone: New York", "le 5 ao\xC3\xBBt 2024, 16:45", "2024-08-05T20:45:00Z"},
      {"German", "5. M\xC3\xA4rz 2024 um 22:15 GMT+1", "2024-03-05T21:15:00Z"},
      {"Portuguese", "2 de fevereiro de 2024, 18:00 GMT-3", "2024-02-02T21:00:00Z"},
      {"Italian, abbreviated", "7 giu 2024, 18:00 UTC", "2024-06-07T18:00:00Z"},
      {"the uploader's hand, U+2212",
       "5 April 2023, 19:41 UTC\xE2\x88\x92"
       "4",
       "2023-04-05T23:41:00Z"},
      {"both a comma and `at`", "10 May 2023, at 3:10 PM EDT", "2023-05-10T19:10:00Z"},
      {"Canadian p.m.", "July 9, 2022 at 5:28 p.m. EDT", "2022-07-09T21:28:00Z"},
      {"a narrow space before PM, as browsers put it since 2023", "May 8, 2025 at 4:57\xE2\x80\xAFPM EDT",
       "2025-05-08T20:57:00Z"},
      {"ET is what New York has that day", "March 12, 2024, 9:00 AM ET", "2024-03-12T13:00:00Z"},
      {"half-hour zones", "12 March 2024, 18:30 GMT+5:30", "2024-03-12T13:00:00Z"},
      {"half-hour zones without a colon", "12 March 2024, 18:30 UTC+0530", "2024-03-12T13:00:00Z"},
      {"seconds are left out", "March 12, 2024, 9:00:59 AM EDT", "2024-03-12T13:00:00Z"},
      {"ISO", "2024-03-12T09:00:00-04:00", "2024-03-12T13:00:00Z"},
  };
  for (const Row& row : rows) {
    const auto instant = parse_date_line(row.text);
    ASSERT_TRUE(instant.has_value()) << row.why;
    EXPECT_EQ(market::to_string(*instant), row.instant) << row.why;
  }
}

TEST(ParseDateLine, RefusesWhatItWouldHaveToGuess) {
  struct Row {
    std::string_view why;
    std::string_view text;
  };
  const Row rows[] = {
      {"no year", "4 June 4, 3:15 PM EDT"},
      {"no time", "June 4, 2023"},
      {"no month", "4 2023, 3:15 PM"},
      {"no day", "June 2023, 3:15 PM"},
      {"two years", "June 4 2023 2024, 3:15 PM"},
      {"two months", "mar. 5 avr. 2023 19:41"},
      {"a month abbreviated so that it may be two", "5 jui 2023 19:41"},
      {"31 April", "31 April 2023 19:41"},
      {"25 o'clock", "3 April 2023 25:41"},
      {"minute 61", "3 April 2023 19:61"},
      {"19 PM", "3 April 2023 7:41 PM 19:41"},
      {"13 PM", "3 April 2023 13:41 PM"},
      {"a zone that is not known: hours off", "3 April 2023 13:41 AEST"},
      {"an impossible offset", "3 April 2023 13:41 UTC+25"},
      {"nothing", ""},
  };
  for (const Row& row : rows) EXPECT_FALSE(parse_date_line(row.text).has_value()) << row.why;
}

}  // namespace
}  // namespace gammafield::ingest
