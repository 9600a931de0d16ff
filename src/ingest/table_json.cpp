#include "ingest/table_json.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "ingest/json_rows.h"
#include "ingest/json_text.h"
#include "ingest/table_snapshots.h"
#include "ingest/unrecognised.h"
#include "ingest/vendors.h"

namespace gammafield::ingest {
namespace {

using simdjson::error_code;
using simdjson::ondemand::json_type;

base::Refusal broken(error_code error) {
  return {base::RefusalKind::input_rejected,
          fmt::format("the JSON is cut or broken ({}): fetch it again", simdjson::error_message(error))};
}

bool is_contract(const RowCells& row) {
  const auto has = [&](Meaning meaning) {
    return !row.at(meaning).empty() || !row.at(meaning, Side::call).empty() || !row.at(meaning, Side::put).empty();
  };
  if (has(Meaning::option_symbol) || is_contract_name(row.at(Meaning::any_symbol))) return true;
  const bool dated = has(Meaning::expiry) || has(Meaning::days_to_expiry);
  return has(Meaning::strike) && dated && (has(Meaning::right) || row.wide());
}

class JsonTable {
 public:
  JsonTable(std::string_view bytes, const ReadOptions& options) : bytes_(bytes), snapshots_(options, TableFacts{}) {}

  LoadResult read_document(simdjson::ondemand::document& document) {
    if (const auto error = walk_document(document)) return base::failure(broken(error));
    if (document.current_location().error() == simdjson::SUCCESS)
      return base::failure(broken(simdjson::TRAILING_CONTENT));
    return finish();
  }

  /// One object of NDJSON or of an array; it is a row once a contract has come before it.
  error_code read_row(simdjson::ondemand::object object, std::uint32_t line, bool& rows_begun) {
    if (const auto error = row_fields_.read(object, row_)) return error;
    row_.line = line;
    rows_begun = rows_begun || is_contract(row_);
    if (!rows_begun) return simdjson::SUCCESS;
    if (!vendor_known_) know_vendor();
    if (!refused_) snapshots_.add(row_, utc_, [](Meaning) { return std::uint32_t{0}; });
    return simdjson::SUCCESS;
  }

  TableSnapshots& snapshots() { return snapshots_; }

  LoadResult finish() {
    if (refused_) return base::failure(std::move(*refused_));
    if (!vendor_known_) return base::failure(base::Refusal{base::RefusalKind::input_rejected, why_not_a_chain(bytes_)});
    snapshots_.set_document(document_);
    return snapshots_.finish();
  }

 private:
  void know_vendor() {
    vendor_known_ = true;
    const bool indian = std::ranges::any_of(row_fields_.names(), [](const std::string& name) {
      return name.starts_with("ce.") || name.starts_with("pe.");
    });
    auto exchange =
        exchange_of(row_.at(Meaning::exchange), row_.at(Meaning::any_symbol), indian ? "CE" : row_.at(Meaning::right));
    if (exchange) {
      snapshots_.set_exchange(*exchange);
    } else {
      refused_ = std::move(exchange.error());
    }
    snapshots_.set_vendor(vendor_of([&](std::string_view name) { return row_fields_.has_name(name); }));
    utc_ = row_fields_.has_name("snapshotutc");
  }

  error_code walk_document(simdjson::ondemand::document& document) {
    json_type type;
    if (const auto error = document.type().get(type)) return error;
    document_fields_.begin_row(document_);
    if (type == json_type::array) {
      simdjson::ondemand::array array;
      if (const auto error = document.get_array().get(array)) return error;
      return walk_array(array);
    }
    simdjson::ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    return walk_object(object, {}, 0);
  }

  error_code walk_object(simdjson::ondemand::object& object, std::string_view outer, int depth) {
    for (auto entry : object) {
      std::string_view name;
      simdjson::ondemand::value value;
      if (const auto error = entry.unescaped_key().get(name)) return error;
      if (const auto error = entry.value().get(value)) return error;
      if (const auto error = walk_value(value, std::string(name), outer, depth)) return error;
    }
    return simdjson::SUCCESS;
  }

  error_code walk_value(simdjson::ondemand::value& value, const std::string& name, std::string_view outer, int depth) {
    constexpr int depth_max = 3;
    json_type type;
    if (const auto error = value.type().get(type)) return error;
    if (type == json_type::array) {
      simdjson::ondemand::array array;
      if (const auto error = value.get_array().get(array)) return error;
      return walk_array(array);
    }
    if (type != json_type::object) return document_fields_.take(value, name, outer, document_);
    if (depth >= depth_max) return simdjson::SUCCESS;
    if (vendor_known_ && name == "filtered") return simdjson::SUCCESS;  // NSE's site: rows of `records` once more
    simdjson::ondemand::object inner;
    if (const auto error = value.get_object().get(inner)) return error;
    return walk_object(inner, plain_name(name), depth + 1);
  }

  /// Rows, from the first element on that is a contract; arrays of other things are passed over.
  error_code walk_array(simdjson::ondemand::array& array) {
    std::uint32_t number = 0;
    bool rows_begun = false;
    for (auto element : array) {
      simdjson::ondemand::value value;
      json_type type;
      if (const auto error = element.get(value)) return error;
      if (const auto error = value.type().get(type)) return error;
      if (type != json_type::object) continue;
      simdjson::ondemand::object object;
      if (const auto error = value.get_object().get(object)) return error;
      if (const auto error = read_row(object, ++number, rows_begun)) return error;
    }
    return simdjson::SUCCESS;
  }

  std::string_view bytes_;
  TableSnapshots snapshots_;
  JsonFields row_fields_, document_fields_;
  RowCells row_, document_;
  std::optional<base::Refusal> refused_;
  bool vendor_known_ = false, utc_ = false;
};

bool is_ndjson(std::string_view bytes) {
  const auto begin = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (begin == bytes.npos || bytes[begin] != '{') return false;
  const auto end = bytes.find('\n', begin);
  if (end == bytes.npos) return false;
  const auto next = bytes.find_first_not_of(" \t\r\n", end);
  const auto last = bytes.find_last_not_of(" \t\r", end - 1);
  return bytes[last] == '}' && next != bytes.npos && bytes[next] == '{';
}

/// A line that is no object is rejected; the last one, when it breaks off, says that the file is cut.
class NdjsonReader {
 public:
  NdjsonReader(simdjson::padded_string_view text, const ReadOptions& options) : text_(text), table_(text, options) {}

  LoadResult read() {
    const std::string_view all(text_.data(), text_.size());
    for (std::size_t begin = 0; begin < all.size();) {
      const auto end = std::min(all.find('\n', begin), all.size());
      ++line_;
      read_line(begin, end, end == all.size());
      begin = end + 1;
    }
    table_.snapshots().set_end_not_marked(line_);
    return table_.finish();
  }

 private:
  void read_line(std::size_t begin, std::size_t end, bool last) {
    const std::string_view line(text_.data() + begin, end - begin);
    if (line.find_first_not_of(" \t\r") == line.npos) return;
    const error_code error = parse(begin, end);
    if (!error) return;
    table_.snapshots().reject(
        {last ? RejectReason::truncated : RejectReason::missing_field, line_, 0, std::string(line.substr(0, 80))});
    if (last) table_.snapshots().set_incomplete(fmt::format("line {} breaks off", line_));
  }

  error_code parse(std::size_t begin, std::size_t end) {
    const simdjson::padded_string_view line(text_.data() + begin, end - begin, text_.capacity() - begin);
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    if (const auto error = parser_.iterate(line).get(document)) return error;
    if (const auto error = document.get_object().get(object)) return error;
    return table_.read_row(object, line_, rows_begun_);
  }

  simdjson::padded_string_view text_;
  simdjson::ondemand::parser parser_;
  JsonTable table_;
  std::uint32_t line_ = 0;
  bool rows_begun_ = false;
};

}  // namespace

bool is_table_json(std::string_view bytes) {
  constexpr std::string_view blanks = " \t\r\n\xEF\xBB\xBF";
  const auto begin = bytes.find_first_not_of(blanks);
  if (begin == bytes.npos) return false;
  if (bytes[begin] != '[') return bytes[begin] == '{';
  const auto next = bytes.find_first_not_of(blanks, begin + 1);  // a bracketed column name is no JSON
  return next != bytes.npos && (bytes[next] == '{' || bytes[next] == ']');
}

LoadResult read_table_json(std::string_view bytes, const ReadOptions& options) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const JsonText text(bytes, options.readable_after);
  if (is_ndjson(bytes)) return NdjsonReader(text.view(), options).read();
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  if (const auto error = parser.iterate(text.view()).get(document)) return base::failure(broken(error));
  return JsonTable(bytes, options).read_document(document);
}

}  // namespace gammafield::ingest
