#include "exports/text_table.h"

#include <gtest/gtest.h>

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;

TextTable two_rows() {
  TextTable table{{"LEVEL", "PRICE"}, {Align::left, Align::right}};
  table.add({{"Call Wall", Tone::dampening}, {"4,525"}});
  table.add({{"−flip"}, {"4,485.35"}});
  return table;
}

TEST(TextTable, AlignsColumnsByWhatIsSeen) {
  EXPECT_EQ(two_rows().render({}), " LEVEL         PRICE\n Call Wall     4,525\n −flip      4,485.35\n");
}

TEST(TextTable, ColoursOnlyWhenAsked) {
  EXPECT_EQ(two_rows().render({}).find('\x1b'), std::string::npos);
  EXPECT_NE(two_rows().render({.colour = true}).find("\x1b[32mCall Wall\x1b[0m"), std::string::npos);
}

TEST(TextTable, WritesMarkdown) {
  EXPECT_EQ(two_rows().render({.markdown = true}),
            "| LEVEL     |    PRICE |\n| --- | ---: |\n| Call Wall |    4,525 |\n| −flip     | 4,485.35 |\n");
}

TEST(CsvRecord, QuotesAndDisarms) {
  struct Row {
    std::string_view why;
    std::vector<std::string> cells;
    std::string record;
  };
  const Row rows[] = {
      {"plain", {"a", "1.5"}, "a,1.5\n"},
      {"a comma and a quote", {"a,b", "say \"x\""}, "\"a,b\",\"say \"\"x\"\"\"\n"},
      {"a negative number stays a number", {"-1.5e3"}, "-1.5e3\n"},
      {"a formula is disarmed", {"=1+1", "@x"}, "'=1+1,'@x\n"},
      {"empty cells keep their places", {"", "", "x"}, ",,x\n"},
  };
  for (const auto& row : rows) EXPECT_EQ(csv_record(row.cells), row.record) << row.why;
}

}  // namespace
}  // namespace gammafield::exports
