#include "ingest/theta_table.h"

#include <utility>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

#include "ingest/csv.h"
#include "ingest/json_walk.h"
#include "ingest/number.h"

namespace gammafield::ingest {
namespace {

using base::Refusal;
using simdjson::dom::element;
using simdjson::dom::element_type;
using Take = std::function<void(const ThetaRow&)>;
using Names = std::vector<std::string>;

Refusal rejected(std::string message) { return {base::RefusalKind::input_rejected, std::move(message)}; }

/// The cell of a scalar; none of null, lists and objects.
std::optional<std::string> cell_of(const element& value) {
  switch (value.type()) {
    case element_type::STRING: {
      const std::string_view text = value.get_string().value_unsafe();
      return text.empty() || text == "null" ? std::nullopt : std::optional{std::string{text}};
    }
    case element_type::INT64: return fmt::format("{}", value.get_int64().value_unsafe());
    case element_type::UINT64: return fmt::format("{}", value.get_uint64().value_unsafe());
    case element_type::DOUBLE: return fmt::format("{}", value.get_double().value_unsafe());
    default: return std::nullopt;
  }
}

void add_cells(const simdjson::dom::object& object, ThetaRow& row) {
  for (const auto& [name, value] : object)
    if (auto cell = cell_of(value)) row.insert_or_assign(std::string{name}, std::move(*cell));
}

/// v2's way: names once, then lists of values.
bool add_listed(const simdjson::dom::array& values, const Names& names, ThetaRow row, const Take& take) {
  if (values.size() != names.size()) return false;
  std::size_t i = 0;
  for (const element value : values) {
    if (auto cell = cell_of(value)) row.insert_or_assign(names[i], std::move(*cell));
    ++i;
  }
  take(row);
  return true;
}

/// Rows beside a contract: lists of values, objects, or an object alone.
bool add_rows(const element& rows, const Names& names, const ThetaRow& contract, const Take& take) {
  const auto add = [&](const element& each) {
    if (each.is_array()) return add_listed(each.get_array().value_unsafe(), names, contract, take);
    if (!each.is_object()) return false;
    ThetaRow row = contract;
    add_cells(each.get_object().value_unsafe(), row);
    take(row);
    return true;
  };
  if (!rows.is_array()) return add(rows);
  const simdjson::dom::array list = rows.get_array().value_unsafe();
  for (const element each : list)
    if (!add(each)) return false;
  return true;
}

/// `{"bid":[1,2],"ask":[3,4]}`: a list for each column.
bool add_columns(const simdjson::dom::object& columns, const Take& take) {
  std::vector<ThetaRow> rows;
  for (const auto& [name, values] : columns) {
    if (!values.is_array()) return false;
    const simdjson::dom::array list = values.get_array().value_unsafe();
    if (rows.empty()) rows.resize(list.size());
    if (rows.size() != list.size()) return false;
    std::size_t i = 0;
    for (const element value : list) {
      if (auto cell = cell_of(value)) rows[i].insert_or_assign(std::string{name}, std::move(*cell));
      ++i;
    }
  }
  for (const ThetaRow& row : rows) take(row);
  return true;
}

bool add_response(const element& each, const Names& names, const Take& take) {
  if (each.is_array()) return add_listed(each.get_array().value_unsafe(), names, {}, take);
  simdjson::dom::object object, contract;
  if (each.get_object().get(object) != simdjson::SUCCESS) return false;
  if (object["contract"].get_object().get(contract) != simdjson::SUCCESS) return add_rows(each, names, {}, take);
  ThetaRow row;
  add_cells(contract, row);
  element rows;
  for (const char* name : {"data", "ticks", "tick"})
    if (object[name].get(rows) == simdjson::SUCCESS) return add_rows(rows, names, row, take);
  return false;
}

base::Result<Names, Refusal> header_of(const element& document, ThetaTable& table) {
  simdjson::dom::object header;
  if (document["header"].get_object().get(header) != simdjson::SUCCESS) return Names{};
  table.old_strikes = true;
  element value;
  if (header["error_type"].get(value) == simdjson::SUCCESS && cell_of(value))
    return base::failure(rejected("its header names an error"));
  if (header["next_page"].get(value) == simdjson::SUCCESS) table.next_page = cell_of(value);
  Names names;
  simdjson::dom::array format;
  if (header["format"].get_array().get(format) != simdjson::SUCCESS) return names;
  for (const element name : format) {
    auto cell = cell_of(name);
    if (!cell) return base::failure(rejected("its header names a column that has no name"));
    names.push_back(std::move(*cell));
  }
  return names;
}

base::Result<ThetaTable, Refusal> read_json(std::string_view bytes, const Take& take) {
  simdjson::dom::parser parser;
  element document;
  const simdjson::padded_string text{bytes};
  if (const auto error = parser.parse(text).get(document)) return base::failure(broken_json(error));
  ThetaTable table;
  Names names;
  element response = document;
  if (document.is_object()) {
    auto header = header_of(document, table);
    if (!header) return base::failure(std::move(header.error()));
    names = std::move(*header);
    if (document["response"].get(response) != simdjson::SUCCESS)
      return base::failure(rejected("no `response` in it: not a table of the terminal's"));
  }
  const auto strange = [] { return base::failure(rejected("a `response` of an unknown shape")); };
  if (response.is_object()) {
    if (!add_columns(response.get_object().value_unsafe(), take)) return strange();
    return table;
  }
  if (!response.is_array()) return strange();
  const simdjson::dom::array list = response.get_array().value_unsafe();
  for (const element each : list)
    if (!add_response(each, names, take)) return strange();
  return table;
}

base::Result<ThetaTable, Refusal> read_csv(std::string_view bytes, const Take& take) {
  CsvReader reader{bytes};
  CsvRow names, row;
  if (reader.next(names) != CsvReader::Step::row || names.cells.size() < 2)
    return base::failure(rejected("no table: expected CSV with a line of names, or JSON"));
  const Names columns{names.cells.begin(), names.cells.end()};
  if (!names.newline_ended) return base::failure(rejected("it ends within its first line: cut short?"));
  for (auto step = reader.next(row); step != CsvReader::Step::end; step = reader.next(row)) {
    if (step == CsvReader::Step::unterminated_quote || !row.newline_ended)
      return base::failure(rejected(fmt::format("it ends within line {}: cut short?", row.line)));
    if (row.blank()) continue;
    if (row.cells.size() != columns.size())
      return base::failure(rejected(fmt::format("line {} has {} cells, the names are {}: cut short?", row.line,
                                                row.cells.size(), columns.size())));
    ThetaRow cells;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto cell = trimmed(row.cells[i]);
      if (!cell.empty() && cell != "null") cells.insert_or_assign(columns[i], std::string{cell});
    }
    take(cells);
  }
  return ThetaTable{.end_marked = false};
}

}  // namespace

base::Result<ThetaTable, Refusal> read_theta_table(std::string_view bytes, const Take& take) {
  const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == bytes.npos) return base::failure(rejected("it is empty"));
  return bytes[first] == '{' || bytes[first] == '[' ? read_json(bytes.substr(first), take) : read_csv(bytes, take);
}

}  // namespace gammafield::ingest
