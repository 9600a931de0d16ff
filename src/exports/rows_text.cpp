#include "exports/rows_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.h"

namespace gammafield::exports {
namespace {

struct Text {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(const std::string& value) const { return value; }
};

std::vector<std::string> texts(const std::vector<Value>& row) {
  std::vector<std::string> all;
  for (const Value& value : row) all.push_back(std::visit(Text{}, value));
  return all;
}

bool is_number(const Value& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

bool is_of_numbers(const Rows& rows, std::size_t column) {
  return std::ranges::any_of(rows.rows, [&](const auto& row) { return is_number(row[column]); });
}

/// Lines in a cell would break the table.
std::string on_one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c >= 0 && c < ' '; }, ' ');
  return text;
}

std::vector<std::string> distinct(const std::vector<std::string>& names) {
  std::vector<std::string> all;
  for (const std::string& name : names) {
    std::string unique = name;
    for (int n = 2; std::ranges::count(all, unique) > 0; ++n) unique = fmt::format("{}_{}", name, n);
    all.push_back(std::move(unique));
  }
  return all;
}

}  // namespace

std::string rows_text(const Rows& rows, const TextStyle& style) {
  std::vector<std::string> heads;
  std::vector<TextTable::Align> aligns;
  for (std::size_t i = 0; i < rows.names.size(); ++i) {
    heads.push_back(on_one_line(rows.names[i]));
    aligns.push_back(is_of_numbers(rows, i) ? TextTable::Align::right : TextTable::Align::left);
  }
  TextTable table{std::move(heads), std::move(aligns)};
  for (const auto& row : rows.rows) {
    std::vector<Cell> cells;
    for (std::string& text : texts(row)) cells.push_back({on_one_line(std::move(text))});
    table.add(std::move(cells));
  }
  return table.render(style);
}

std::string rows_csv_head(const Rows& rows) { return csv_record(rows.names); }

std::string rows_csv(const Rows& rows) {
  std::string out;
  for (const auto& row : rows.rows) out += csv_record(texts(row));
  return out;
}

std::string rows_ndjson(const Rows& rows) {
  const auto names = distinct(rows.names);
  std::string out;
  for (const auto& row : rows.rows) {
    base::JsonWriter json{0};
    json.begin_object();
    for (std::size_t i = 0; i < row.size(); ++i) {
      json.key(names[i]);
      std::visit(
          [&]<class T>(const T& value) {
            if constexpr (std::is_same_v<T, std::monostate>)
              json.null();
            else if constexpr (std::is_same_v<T, std::string>)
              json.value(std::string_view{value});
            else
              json.value(value);
          },
          row[i]);
    }
    json.end_object();
    out += std::move(json).take() + "\n";
  }
  return out;
}

}  // namespace gammafield::exports
