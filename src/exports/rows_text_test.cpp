#include "exports/rows_text.h"

#include <gtest/gtest.h>

namespace gammafield::exports {
namespace {

const Rows some{{"name", "n", "n", "x"},
                {{std::string{"a,b"}, std::int64_t{-3}, std::monostate{}, -0.0},
                 {std::string{"=2+3\nrest"}, true, std::int64_t{12}, 6400.25}}};

TEST(RowsText, CsvQuotesAndKeepsBits) {
  EXPECT_EQ(rows_csv_head(some), "name,n,n,x\n");
  EXPECT_EQ(rows_csv(some), "\"a,b\",-3,,-0\n\"'=2+3\nrest\",true,12,6400.25\n");
}

TEST(RowsText, JsonHasOneObjectARowAndEachNameOnce) {
  EXPECT_EQ(rows_ndjson(some),
            "{\"name\":\"a,b\",\"n\":-3,\"n_2\":null,\"x\":0}\n"
            "{\"name\":\"=2+3\\nrest\",\"n\":true,\"n_2\":12,\"x\":6400.25}\n");
}

TEST(RowsText, TheTableKeepsARowOnALine) {
  const std::string text = rows_text(some, {});
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3) << text;
  EXPECT_NE(text.find("6400.25"), std::string::npos);
}

}  // namespace
}  // namespace gammafield::exports
