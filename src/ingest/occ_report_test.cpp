#include "ingest/occ_report.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

TEST(OccReport, TellsTheLastSession) {
  struct Row {
    std::string_view why, text;
    std::string_view date;
  };
  const Row rows[] = {
      {"newest first",
       "Date,Equity,Index\r\n08/18/2026,\"339,544,371\",\"1,000\",\r\n08/17/2026,\"339,000,000\",\"1\",\r\n",
       "2026-08-18"},
      {"in another order", "08/17/2026,\"339,000,000\",\r\n08/18/2026,\"339,544,371\",\r\n", "2026-08-18"},
      {"the last line does not end", "08/17/2026,\"339\",\r\n08/18/2026,\"339,544,371\"", "2026-08-18"},
      {"a total below", "08/17/2026,12,\nTotal,12,\n", "2026-08-17"},
      {"the first line cut within its date", "08/1", ""},
      {"a date without a number", "08/18/2026,,\n", ""},
      {"a month of nothing", "Date,Equity,Index\r\n", ""},
      {"a page", "<html><body>08/18/2026,</body></html>", ""},
      {"nothing", "", ""},
  };
  for (const auto& [why, text, date] : rows) {
    const auto read = read_occ_last_session(text);
    EXPECT_EQ(read ? market::to_string(*read) : "", date) << why;
  }
}

}  // namespace
}  // namespace gammafield::ingest
