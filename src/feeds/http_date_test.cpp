#include "feeds/http_date.h"

#include <gtest/gtest.h>

namespace gammafield::feeds {
namespace {

TEST(HttpDate, ReadsTheThreeFormsOfTheStandardAndNothingElse) {
  struct Row {
    const char* why;
    const char* text;
    const char* instant;
  };
  const Row rows[] = {
      {"today's form", "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"},
      {"RFC 850", "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
      {"asctime", "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"},
      {"nothing", "", nullptr},
      {"a number", "120", nullptr},
      {"more than a date", "Sun, 06 Nov 1994 08:49:37 GMT, or so", nullptr},
      {"another zone", "Sun, 06 Nov 1994 08:49:37 +0200", nullptr},
  };
  for (const Row& row : rows) {
    const auto read = http_date(row.text);
    EXPECT_EQ(read ? market::to_string(*read) : "", row.instant == nullptr ? "" : row.instant) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::feeds
