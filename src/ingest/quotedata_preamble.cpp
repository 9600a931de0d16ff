#include "ingest/quotedata_preamble.h"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/date_line.h"
#include "ingest/excerpt.h"
#include "ingest/number.h"

namespace gammafield::ingest {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// Beyond these a search for the header row is a search through data.
constexpr std::uint32_t preamble_lines_max = 50;
constexpr std::size_t preamble_bytes_max = std::size_t{1} << 16;

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  const auto line = text.substr(0, end);
  const bool two = text.substr(end).starts_with("\r\n");
  text.remove_prefix(std::min(end + (two ? 2 : 1), text.size()));
  return line;
}

bool is_header_row(std::string_view line) {
  line = trimmed(line);
  if (line.starts_with('"')) line.remove_prefix(1);
  return line.starts_with("Expiration Date") && line.find("Calls") != line.npos && line.find("Strike") != line.npos &&
         line.find("Puts") != line.npos;
}

/// `Last: 4,500.53,Change: ...`: the number ends where the next label begins, for it may hold commas itself.
std::optional<double> spot_of(std::string_view line) {
  auto text = line.substr(line.find("Last:") + 5);
  text = text.substr(0, text.find("Change:"));
  const auto end = text.find_last_of("0123456789");
  if (end == text.npos) return std::nullopt;
  const auto number = parse_grouped_number(text.substr(0, end + 1));
  return number ? std::optional(*number) : std::nullopt;
}

/// Nearly every download of an English browser: `"Date: February 5 2022, 8:09 PM EST",Bid: ...`.
bool usual_form(std::string_view line) {
  return line.starts_with("\"Date: ") && line.find("M E") != line.npos && line.find_first_of("0123456789") > 7;
}

void read_date_line(std::string_view line, QuotedataPreamble& out) {
  auto text = line.substr(line.find("Date:") + 5);
  text = text.substr(0, text.find("Bid:"));
  const auto end = text.find_last_not_of("\", ");
  text = trimmed(text.substr(0, end == text.npos ? 0 : end + 1));
  out.as_of = parse_date_line(text);
  if (!out.as_of) {
    out.undated_because = fmt::format("its date line `{}` does not give a date and time", excerpt(text));
    out.flags.push_back({"date_line_unreadable", out.undated_because});
  } else if (!usual_form(line)) {
    out.flags.push_back({"date_line_localised", fmt::format("the date line `{}` was localised or edited: read as {}",
                                                            excerpt(text), market::to_string(*out.as_of))});
  }
}

}  // namespace

std::optional<QuotedataPreamble> parse_quotedata_preamble(std::string_view text) {
  QuotedataPreamble out;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  bool spot_line = false, date_line = false, padded = false;
  std::string extra;
  const std::string_view whole = text;
  text = text.substr(0, preamble_bytes_max);
  for (; out.table_line <= preamble_lines_max && !text.empty(); ++out.table_line) {
    const auto from_here = whole.substr(static_cast<std::size_t>(text.data() - whole.data()));
    const auto line = take_line(text);
    if (is_header_row(line)) {
      out.table = from_here;
      break;
    }
    padded = padded || line.ends_with(",,");
    if (line.find("Last:") != line.npos) {
      spot_line = true;
      out.spot = spot_of(line);
    } else if (line.find("Date:") != line.npos) {
      date_line = true;
      read_date_line(line, out);
    } else if (line.find_first_not_of(", ") != line.npos) {
      extra = excerpt(line, 40);
    }
  }
  if (out.table.empty()) return std::nullopt;
  if (!spot_line && !date_line)
    out.flags.push_back({"preamble_missing", "the lines with name, spot and date were removed"});
  if (!extra.empty()) out.flags.push_back({"extra_first_line", fmt::format("a line above the table: `{}`", extra)});
  if (padded) out.flags.push_back({"comma_padding", "saved again by a spreadsheet: lines padded with commas"});
  return out;
}

}  // namespace gammafield::ingest
