#include "ingest/json_rows.h"

#include <algorithm>

namespace gammafield::ingest {
namespace {

using simdjson::error_code;
using simdjson::ondemand::json_type;

constexpr std::size_t names_kept_max = 200;  // objects whose fields are all different are no table
constexpr std::uint8_t unranked = 255;

std::string_view without_space(std::string_view token) {
  return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
}

}  // namespace

error_code scalar_cell(simdjson::ondemand::value& value, std::string_view& cell) {
  json_type type;
  if (const auto error = value.type().get(type)) return error;
  if (type == json_type::string) return value.get_string().get(cell);
  if (type == json_type::null) {
    bool none = false;
    const auto error = value.is_null().get(none);  // `nul` is an error, and not of this type
    cell = {};
    return error;
  }
  if (type == json_type::boolean) {
    bool truth = false;
    const auto error = value.get_bool().get(truth);
    cell = truth ? "true" : "false";
    return error;
  }
  cell = without_space(value.raw_json_token());  // unchecked: the reader of the cell says what is wrong with 1e999
  return simdjson::SUCCESS;
}

void JsonFields::begin_row(RowCells& row) {
  row.clear();
  expected_ = 0;
  for (auto& side : ranks_) side.fill(unranked);
}

bool JsonFields::has_name(std::string_view plain) const { return std::ranges::find(names_, plain) != names_.end(); }

const JsonFields::Field& JsonFields::field(std::string_view name, std::string_view outer) {
  const auto matches = [&](const Field& known) { return known.name == name && known.outer == outer; };
  if (expected_ < fields_.size() && matches(fields_[expected_])) return fields_[expected_++];
  const auto found = std::ranges::find_if(fields_, matches);
  if (found != fields_.end()) {
    expected_ = static_cast<std::size_t>(found - fields_.begin()) + 1;
    return *found;
  }
  std::string plain = outer.empty() ? plain_name(name) : std::string(outer) + "." + plain_name(name);
  auto use = column_use(plain);
  if (fields_.size() >= names_kept_max) fields_.pop_back();
  if (names_.size() < names_kept_max) names_.push_back(std::move(plain));
  fields_.push_back({std::string(name), std::string(outer), use});
  expected_ = fields_.size();
  return fields_.back();
}

void JsonFields::offer(const ColumnUse& use, std::string_view cell, RowCells& row) {
  auto& rank = ranks_[static_cast<std::size_t>(use.side)][static_cast<std::size_t>(use.meaning)];
  if (cell.empty() || use.rank >= rank) return;
  rank = use.rank;
  row.set(use, cell);
}

error_code JsonFields::take(simdjson::ondemand::value& value, std::string_view name, std::string_view outer,
                            RowCells& row) {
  const auto use = field(name, outer).use;
  std::string_view cell;
  if (const auto error = scalar_cell(value, cell)) return error;
  if (use) offer(*use, cell, row);
  return simdjson::SUCCESS;
}

error_code JsonFields::read_level(simdjson::ondemand::object& object, std::string_view outer, RowCells& row) {
  for (auto entry : object) {
    std::string_view name;
    simdjson::ondemand::value value;
    json_type type;
    if (const auto error = entry.unescaped_key().get(name)) return error;
    if (const auto error = entry.value().get(value)) return error;
    if (const auto error = value.type().get(type)) return error;
    if (type == json_type::array) continue;
    if (type != json_type::object) {
      if (const auto error = take(value, name, outer, row)) return error;
      continue;
    }
    static_cast<void>(field(name, outer));  // its name may tell what a file without contracts is
    if (!outer.empty()) continue;
    simdjson::ondemand::object inner;
    if (const auto error = value.get_object().get(inner)) return error;
    if (const auto error = read_level(inner, plain_name(name), row)) return error;
  }
  return simdjson::SUCCESS;
}

error_code JsonFields::read(simdjson::ondemand::object object, RowCells& row) {
  begin_row(row);
  return read_level(object, {}, row);
}

}  // namespace gammafield::ingest
