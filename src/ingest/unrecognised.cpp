#include "ingest/unrecognised.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/lower_case.h"
#include "ingest/csv.h"
#include "ingest/excerpt.h"
#include "ingest/number.h"

namespace gammafield::ingest {

namespace {

constexpr std::size_t probed_bytes = 65536;

struct Magic {
  std::string_view bytes;
  std::string_view says;
};
constexpr std::array magics = {
    Magic{"PAR1", "a Parquet file: convert it to CSV"},
    Magic{"DBN", "a Databento DBN file: convert it to CSV with dbn"},
    Magic{"PK\x03\x04", "a zip archive or spreadsheet: unpack it or save it as CSV"},
    Magic{"\xD0\xCF\x11\xE0", "an Excel workbook: save it as CSV"},
    Magic{"\xFD"
          "7zXZ",
          "xz data: unpack it first (gzip and zstd are read directly)"},
    Magic{"BZh", "bzip2 data: unpack it first (gzip and zstd are read directly)"},
    Magic{"\x1F\x8B", "gzip data inside other packed data: unpack it once"},
    Magic{"\x28\xB5\x2F\xFD", "zstd data inside other packed data: unpack it once"},
    Magic{"SQLite format 3", "an SQLite database: export the chain as CSV"},
    Magic{"%PDF", "a PDF document"},
    Magic{"\xFF\xFE", "UTF-16 text: save it as UTF-8"},
    Magic{"\xFE\xFF", "UTF-16 text: save it as UTF-8"},
};

/// Marks inside JSON texts: every word must be there.
struct JsonForm {
  std::vector<std::string_view> words;
  std::string_view says;
};
const std::vector<JsonForm>& json_forms() {
  static const std::vector<JsonForm> forms = {
      {{"\"jsonrpc\"", "\"method\""}, "messages of a websocket feed"},
      {{"\"by_expiration\"", "\"pull_dates\""}, "open interest alone: without quotes or IV there is no gamma"},
      {{"\"committed_at\"", "\"walls\""}, "a history of levels that somebody computed"},
      {{"\"committed_at\"", "\"levels\""}, "a history of levels that somebody computed"},
      {{"callWall"}, "levels that somebody computed"},
  };
  return forms;
}

std::vector<std::string> header_names(std::string_view bytes) {
  CsvReader csv(bytes);
  CsvRow row;
  std::vector<std::string> names;
  if (csv.next(row) != CsvReader::Step::row) return names;
  std::ranges::transform(row.cells, std::back_inserter(names),
                         [](std::string_view cell) { return base::lower_case(trimmed(cell)); });
  return names;
}

bool has_all(const std::vector<std::string>& names, std::initializer_list<std::string_view> wanted) {
  return std::ranges::all_of(wanted, [&](auto name) { return std::ranges::find(names, name) != names.end(); });
}

bool mentions(const std::vector<std::string>& names, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(names, [&](const std::string& name) {
    return std::ranges::any_of(parts, [&](auto part) { return name.find(part) != name.npos; });
  });
}

std::string_view kind_of_table(const std::vector<std::string>& names) {
  if (has_all(names, {"strike"}) && mentions(names, {"cg", "gex", "gamma exposure"})) {
    return "exposures by strike that somebody computed";
  }
  if (has_all(names, {"strike"})) return {};
  if (has_all(names, {"current_price", "prev_day_close"})) return "prices of underlyings: their values go to --spot";
  if (has_all(names, {"open", "high", "low", "close"})) return "price bars of an underlying";
  if (mentions(names, {"gex", "call_wall", "put_wall", "gamma_flip"}) || has_all(names, {"r", "s", "bg", "sg"})) {
    return "a history of levels or exposures that somebody computed";
  }
  if (mentions(names, {"spot", "price", "close"})) return "a series of prices of an underlying";
  return {};
}

std::string_view kind_of_json(std::string_view bytes) {
  for (const auto& form : json_forms()) {
    if (std::ranges::all_of(form.words, [&](auto word) { return bytes.find(word) != bytes.npos; })) return form.says;
  }
  return {};
}

std::string but(std::string_view kind) { return fmt::format("not a chain but {}", kind); }

std::string first_line(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  text = text.substr(std::min(begin, text.size()));
  return excerpt(text.substr(0, text.find_first_of("\r\n")), 60);
}

}  // namespace

std::string why_not_a_chain(std::string_view bytes) {
  for (const auto& magic : magics) {
    if (bytes.starts_with(magic.bytes)) return but(magic.says);
  }
  const auto head = bytes.substr(0, probed_bytes);
  if (head.find('\0') != head.npos) return but("binary data of an unknown kind");
  const auto begin = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (begin == head.npos) return "not a chain: it is empty";
  if (head[begin] == '<') {
    return but("a web page or XML: the download probably failed, fetch it again");
  }
  const bool json = head[begin] == '{' || head[begin] == '[';
  const auto kind = json ? kind_of_json(head) : kind_of_table(header_names(head));
  if (!kind.empty()) return but(kind);
  if (head.find(",Last: ") != head.npos)
    return "not a chain: it is cut before the table of options begins, fetch it again";
  return fmt::format("not a chain of any known form (it begins `{}`): --feed NAME forces a form", first_line(head));
}

}  // namespace gammafield::ingest
