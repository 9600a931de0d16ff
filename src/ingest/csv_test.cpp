#include "ingest/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gammafield::ingest {
namespace {

using Cells = std::vector<std::string>;

struct Parsed {
  std::vector<Cells> rows;
  std::vector<std::uint32_t> lines;
  CsvReader::Step end = CsvReader::Step::end;
  bool last_ended = true;
};

Parsed parsed(std::string_view text, char delimiter = ',') {
  CsvReader csv(text, delimiter);
  CsvRow row;
  Parsed out;
  for (out.end = csv.next(row); out.end == CsvReader::Step::row; out.end = csv.next(row)) {
    out.rows.emplace_back(row.cells.begin(), row.cells.end());
    out.lines.push_back(row.line);
    out.last_ended = row.newline_ended;
  }
  return out;
}

TEST(CsvReader, SplitsWhatVendorsWrite) {
  struct Row {
    std::string_view why;
    std::string_view text;
    std::vector<Cells> rows;
  };
  const Row rows[] = {
      {"nothing gives no row", "", {}},
      {"one cell", "a\n", {{"a"}}},
      {"an empty line is one empty cell", "\na\n", {{""}, {"a"}}},
      {"a comma at the end opens one more cell", "a,\n", {{"a", ""}}},
      {"no line end at the end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
      {"CRLF of spreadsheets", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
      {"CR of old Macs", "a,b\rc,d\r", {{"a", "b"}, {"c", "d"}}},
      {"a byte-order mark is not part of the first name", "\xEF\xBB\xBFquote_date,x\n", {{"quote_date", "x"}}},
      {"a quoted cell keeps its commas", "\"77,883,662\",1\n", {{"77,883,662", "1"}}},
      {"a quoted cell keeps its line end", "\"a\nb\",1\n", {{"a\nb", "1"}}},
      {"two quotes inside stand for one", "\"5\"\" pipe\"\"\",1\n", {{"5\" pipe\"", "1"}}},
      {"an empty quoted cell", "\"\",1\n", {{"", "1"}}},
      {"text behind the closing quote belongs to the cell", "\"a\"b,1\n", {{"ab", "1"}}},
      {"a quote in mid-cell is an ordinary character", "11:46 AM EDT\",Bid\n", {{"11:46 AM EDT\"", "Bid"}}},
  };
  for (const Row& row : rows) EXPECT_EQ(parsed(row.text).rows, row.rows) << row.why;
}

TEST(CsvReader, CountsLinesAcrossQuotedLineEnds) {
  const auto result = parsed("a\n\"b\nc\r\nd\",e\nf\n");
  EXPECT_EQ(result.lines, (std::vector<std::uint32_t>{1, 2, 5}));
}

TEST(CsvReader, SaysWhenTheTextEndsInMidRow) {
  EXPECT_TRUE(parsed("a,b\n").last_ended);
  EXPECT_FALSE(parsed("a,b").last_ended);
  EXPECT_FALSE(parsed("a,\"b\"").last_ended);
}

TEST(CsvReader, AnOpenQuoteIsAnErrorOnTheLineWhereItWasOpened) {
  for (const std::string_view text : {"a\nb,\"c\nd\n", "a\nb,\"c\"\"", "a\nb,\""}) {
    CsvReader csv(text);
    CsvRow row;
    ASSERT_EQ(csv.next(row), CsvReader::Step::row);
    EXPECT_EQ(csv.next(row), CsvReader::Step::unterminated_quote) << text;
    EXPECT_EQ(row.line, 2u) << text;
  }
}

TEST(CsvReader, OtherDelimitersAreGiven) {
  EXPECT_EQ(parsed("a;b,c\n", ';').rows, (std::vector<Cells>{{"a", "b,c"}}));
  EXPECT_EQ(parsed("a\tb\n", '\t').rows, (std::vector<Cells>{{"a", "b"}}));
}

TEST(CsvRow, IsBlankWhenOnlyDelimitersAndSpacesAreInIt) {
  EXPECT_TRUE((CsvRow{1, true, {""}}.blank()));
  EXPECT_TRUE((CsvRow{1, true, {"", " ", ""}}.blank()));
  EXPECT_FALSE((CsvRow{1, true, {"", "0"}}.blank()));
}

std::string quoted(const std::string& cell) {
  std::string out = "\"";
  for (const char c : cell) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

RC_GTEST_PROP(CsvReader, ReadsBackWhateverWasQuoted, (const std::vector<std::string>& cells)) {
  RC_PRE(!cells.empty());
  std::string text;
  for (const auto& cell : cells) text += (text.empty() ? "" : ",") + quoted(cell);
  RC_ASSERT(parsed(text + "\n").rows == std::vector<Cells>{cells});
}

RC_GTEST_PROP(CsvReader, NeverLosesAByteOfUnquotedText, (const std::vector<std::string>& pieces)) {
  std::string text;
  for (const auto& piece : pieces) text += piece;
  std::erase(text, '"');
  std::erase(text, '\r');
  std::erase(text, '\xEF');
  std::string joined;
  for (const auto& row : parsed(text).rows) {
    for (std::size_t i = 0; i < row.size(); ++i) joined += (i == 0 ? "" : ",") + row[i];
    joined += '\n';
  }
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  RC_ASSERT(joined == text);
}

}  // namespace
}  // namespace gammafield::ingest
