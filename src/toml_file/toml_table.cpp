#include "toml_file/toml_table.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/list_file.h"

namespace gammafield::toml_file {
namespace {

using base::shown;

constexpr std::size_t text_bytes_max = 4096;

/// Text that may stand in messages and files: no control characters.
bool is_plain(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == '\x7f') return false;
  return text.size() <= text_bytes_max;
}

}  // namespace

std::string Complaint::line() const { return text_ ? fmt::format("line {}: {}", text_->first, text_->second) : ""; }

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (error != std::errc{} || count < 0 || unit.size() != 1) return std::nullopt;
  std::int64_t seconds = 0;
  switch (unit.front()) {
    case 's': seconds = 1; break;
    case 'm': seconds = 60; break;
    case 'h': seconds = 3600; break;
    case 'd': seconds = 86'400; break;
    default: return std::nullopt;
  }
  constexpr std::int64_t longest = 3'650 * std::int64_t{86'400};
  if (count > longest / seconds) return std::nullopt;
  return std::chrono::seconds{count * seconds};
}

const toml::node* TomlTable::node(std::string_view key) {
  known_.emplace(key);
  return table_.get(key);
}

void TomlTable::wrong(std::string_view key, std::string_view write) {
  const toml::node* found = table_.get(key);
  complaint_.say(found != nullptr ? found->source() : table_.source(), fmt::format("{}: {} = {}", what_, key, write));
}

void TomlTable::missing(std::string_view key, std::string_view write) {
  complaint_.say(table_.source(), fmt::format("{}: {} is missing: write {}", what_, key, write));
}

std::optional<std::string> TomlTable::text(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  const auto* value = found->as_string();
  if (value != nullptr && !value->get().empty() && is_plain(value->get())) return value->get();
  wrong(key, "\"...\": a text on one line");
  return std::nullopt;
}

std::string TomlTable::required_text(std::string_view key) {
  auto found = text(key);
  if (found) return std::move(*found);
  if (!has(key)) complaint_.say(table_.source(), fmt::format("{}: {} is missing", what_, key));
  return {};
}

std::optional<double> TomlTable::number(std::string_view key, double low, double high) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  std::optional<double> value;
  if (const auto* real = found->as_floating_point()) value = real->get();
  if (const auto* whole = found->as_integer()) value = static_cast<double>(whole->get());
  if (value && std::isfinite(*value) && *value >= low && *value <= high) return value;
  wrong(key, fmt::format("a number from {:g} to {:g}", low, high));
  return std::nullopt;
}

double TomlTable::required_number(std::string_view key, double low, double high) {
  if (!has(key)) missing(key, fmt::format("a number from {:g} to {:g}", low, high));
  return number(key, low, high).value_or(low);
}

std::optional<std::int64_t> TomlTable::integer(std::string_view key, std::int64_t low, std::int64_t high) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  const auto* whole = found->as_integer();
  if (whole != nullptr && whole->get() >= low && whole->get() <= high) return whole->get();
  wrong(key, fmt::format("a whole number from {} to {}", low, high));
  return std::nullopt;
}

std::optional<bool> TomlTable::truth(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (const auto* value = found->as_boolean()) return value->get();
  wrong(key, "true or false");
  return std::nullopt;
}

std::vector<const toml::table*> TomlTable::tables(std::string_view key, std::size_t most, std::string_view header) {
  std::vector<const toml::table*> all;
  const toml::node* found = node(key);
  if (found == nullptr) return all;
  const toml::array* array = found->as_array();
  bool good = array != nullptr && array->size() <= most;
  if (good) {
    for (const toml::node& each : *array) {
      good = good && each.is_table();
      if (good) all.push_back(each.as_table());
    }
  }
  if (good) return all;
  complaint_.say(found->source(), fmt::format("{}: write {} for each, at most {}", what_, header, most));
  return {};
}

const toml::table* TomlTable::table(std::string_view key, std::string_view header) {
  const toml::node* found = node(key);
  if (found == nullptr) return nullptr;
  if (const toml::table* table = found->as_table()) return table;
  complaint_.say(found->source(), fmt::format("{}: `{}` is a table: write {}", what_, key, header));
  return nullptr;
}

std::optional<std::vector<std::string>> TomlTable::texts(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (found->is_string()) {
    auto one = text(key);
    return one ? std::optional{std::vector{std::move(*one)}} : std::nullopt;
  }
  std::vector<std::string> all;
  const toml::array* array = found->as_array();
  bool good = array != nullptr && !array->empty();
  if (good) {
    for (const toml::node& each : *array) {
      const auto* value = each.as_string();
      good = good && value != nullptr && !value->get().empty() && is_plain(value->get());
      if (good) all.push_back(value->get());
    }
  }
  if (good) return all;
  wrong(key, "[\"...\", \"...\"]: a list of texts");
  return std::nullopt;
}

std::optional<std::chrono::seconds> TomlTable::duration(std::string_view key, std::chrono::seconds low,
                                                        std::chrono::seconds high) {
  const auto found = text(key);
  if (!found) return std::nullopt;
  const auto value = parse_duration(*found);
  if (value && *value >= low && *value <= high) return value;
  wrong(key, fmt::format("a time from {} s to {} s, as \"90s\", \"10m\", \"2h\", \"3d\"", low.count(), high.count()));
  return std::nullopt;
}

void TomlTable::finish() {
  std::string allowed;
  for (const std::string& key : known_) allowed += (allowed.empty() ? "" : ", ") + key;
  for (const auto& [key, value] : table_) {
    if (known_.contains(key.str())) continue;
    complaint_.say(key.source().begin ? key.source() : value.source(),
                   fmt::format("{}: unknown key `{}`; known: {}", what_, shown(key.str()), allowed));
  }
}

}  // namespace gammafield::toml_file
