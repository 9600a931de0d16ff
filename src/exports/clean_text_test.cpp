#include "exports/clean_text.h"

#include <gtest/gtest.h>

namespace gammafield::exports {
namespace {

TEST(CleanText, ShowsWhatCanBeShown) {
  struct Row {
    std::string_view why, text, clean;
  };
  const Row rows[] = {
      {"plain", "SPX", "SPX"},
      {"another alphabet", "\xD0\x96\xE2\x82\xB9\xF0\x9F\x98\x80", "\xD0\x96\xE2\x82\xB9\xF0\x9F\x98\x80"},
      {"a line end", "a\nb\r\tc", "a b  c"},
      {"C1 controls",
       "a\xC2\x85"
       "b",
       "a b"},
      {"a line separator",
       "a\xE2\x80\xA8"
       "b",
       "a b"},
      {"a turned direction",
       "a\xE2\x80\xAE"
       "b",
       "a?b"},
      {"an overlong slash", "\xC0\xAF", "??"},
      {"a surrogate", "\xED\xA0\x80", "???"},
      {"cut short", "a\xE2\x82", "a??"},
      {"beyond Unicode", "\xF4\x90\x80\x80", "????"},
  };
  for (const auto& row : rows) EXPECT_EQ(clean(row.text), row.clean) << row.why;
}

}  // namespace
}  // namespace gammafield::exports
