#include "session/after_instants.h"

#include <gtest/gtest.h>

namespace gammafield::session {
namespace {

TEST(ParseAfter, IsTheNextCloseOfItsKindOrTheEndOfADate) {
  struct Row {
    const char *why, *now, *text, *by;
  };
  const Row rows[] = {
      {"today's close", "2026-08-18T10:00-04:00", "session", "2026-08-18T16:00-04:00"},
      {"after it tomorrow's", "2026-08-18T16:00-04:00", "session", "2026-08-19T16:00-04:00"},
      {"the week's", "2026-08-18T10:00-04:00", "friday", "2026-08-21T16:00-04:00"},
      {"Juneteenth is a Friday: the day before", "2026-06-16T10:00-04:00", "friday", "2026-06-18T16:00-04:00"},
      {"the third Friday", "2026-08-18T10:00-04:00", "monthly", "2026-08-21T16:00-04:00"},
      {"next month's once it is over", "2026-08-21T16:00-04:00", "monthly", "2026-09-18T16:00-04:00"},
      {"a date", "2026-08-18T10:00-04:00", "2026-10-16", "2026-10-16T16:00-04:00"},
      {"a Saturday: what is listed under it settled on Friday", "2026-08-18T10:00-04:00", "2026-08-22",
       "2026-08-21T16:00-04:00"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(parse_after(row.text, *market::parse_instant(row.now), market::Calendar::us()),
              market::parse_instant(row.by))
        << row.why;
  for (const char* wrong : {"", "Friday", "opex", "2026-02-30", "2026-08-21,2026-08-28"})
    EXPECT_FALSE(parse_after(wrong, *market::parse_instant("2026-08-18T10:00-04:00"), market::Calendar::us())) << wrong;
}

}  // namespace
}  // namespace gammafield::session
