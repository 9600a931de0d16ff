#include "ingest/csv.h"

#include <algorithm>

namespace gammafield::ingest {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

bool CsvRow::blank() const {
  return std::ranges::all_of(cells, [](std::string_view cell) { return cell.find_first_not_of(' ') == cell.npos; });
}

CsvReader::CsvReader(std::string_view text, char delimiter, std::uint32_t first_line)
    : at_(text.data()), end_(text.data() + text.size()), delimiter_(delimiter), line_(first_line) {
  if (text.starts_with(byte_order_mark)) at_ += byte_order_mark.size();
}

CsvReader::Step CsvReader::next(CsvRow& row) {
  row.cells.clear();
  unescaped_.clear();
  row.line = line_;
  if (at_ == end_) return Step::end;
  for (;;) {
    if (at_ != end_ && *at_ == '"') {
      if (!quoted_cell(row)) return Step::unterminated_quote;
    } else {
      plain_cell(row);
    }
    if (at_line_end()) break;
    ++at_;  // the delimiter
  }
  end_line(row);
  return Step::row;
}

void CsvReader::plain_cell(CsvRow& row) {
  const char* begin = at_;
  while (at_ != end_ && *at_ != delimiter_ && *at_ != '\n' && *at_ != '\r') ++at_;
  row.cells.push_back(between(begin, at_));
}

bool CsvReader::quoted_cell(CsvRow& row) {
  const std::uint32_t opened_on = line_;
  const char* begin = ++at_;
  std::string* copy = nullptr;  // made only when a doubled quote, or text after the closing quote, asks for it
  for (;; ++at_) {
    if (at_ == end_) {
      row.line = opened_on;
      return false;
    }
    if (*at_ == '\n' || (*at_ == '\r' && (at_ + 1 == end_ || at_[1] != '\n'))) ++line_;
    if (*at_ != '"') continue;
    if (at_ + 1 == end_ || at_[1] != '"') break;
    if (copy == nullptr) copy = &unescaped_.emplace_back();
    copy->append(begin, ++at_);
    begin = at_ + 1;
  }
  const char* closing = at_++;
  const char* tail = at_;
  while (!at_line_end() && *at_ != delimiter_) ++at_;
  if (copy == nullptr && tail == at_) {
    row.cells.push_back(between(begin, closing));
    return true;
  }
  if (copy == nullptr) copy = &unescaped_.emplace_back();
  copy->append(begin, closing).append(tail, at_);
  row.cells.push_back(*copy);
  return true;
}

void CsvReader::end_line(CsvRow& row) {
  row.newline_ended = at_ != end_;
  if (at_ == end_) return;
  if (*at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n') ++at_;
  ++at_;
  ++line_;
}

}  // namespace gammafield::ingest
