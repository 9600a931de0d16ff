#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace gammafield::ingest {

/// One record. The views live until the next call of CsvReader::next, and no longer than the text.
struct CsvRow {
  std::uint32_t line = 0;     ///< line of its first character, from 1
  bool newline_ended = true;  ///< false: the text ended inside this record, so it may be cut
  std::vector<std::string_view> cells;

  /// An empty line, or nothing but delimiters.
  [[nodiscard]] bool blank() const;
};

/// Splits delimited text without copying: quotes ("" inside stands for one), LF, CRLF or CR, a byte-order mark skipped.
/// A quote inside an unquoted cell is an ordinary character: vendors write `Date: 20 May 2023, 11:46 AM EDT"`.
class CsvReader {
 public:
  enum class Step : std::uint8_t { row, end, unterminated_quote };

  explicit CsvReader(std::string_view text, char delimiter = ',', std::uint32_t first_line = 1);

  /// Fills `row` with the next record. An unterminated quote ends the reading: everything after it is unreliable;
  /// `row.line` then names the line where the quote was opened.
  [[nodiscard]] Step next(CsvRow& row);

 private:
  [[nodiscard]] bool quoted_cell(CsvRow& row);
  void plain_cell(CsvRow& row);
  [[nodiscard]] bool at_line_end() const { return at_ == end_ || *at_ == '\n' || *at_ == '\r'; }
  void end_line(CsvRow& row);

  const char* at_;
  const char* end_;
  char delimiter_;
  std::uint32_t line_;
  std::deque<std::string> unescaped_;
};

}  // namespace gammafield::ingest
