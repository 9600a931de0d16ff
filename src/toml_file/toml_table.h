#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "toml_file/toml_library.h"

namespace gammafield::toml_file {

/// What is wrong with a file, and where; the first thing found wins.
class Complaint {
 public:
  void say(const toml::source_region& where, std::string text) { say(where.begin.line, std::move(text)); }
  void say(std::size_t line, std::string text) {
    if (!text_) text_ = {line, std::move(text)};
  }
  [[nodiscard]] bool any() const { return text_.has_value(); }
  [[nodiscard]] std::string line() const;  ///< `line 7: ...`

 private:
  std::optional<std::pair<std::size_t, std::string>> text_;
};

/// The members of one table, each of which must be known. What is missing or of another kind goes to the complaint, and
/// the value is then the default.
class TomlTable {
 public:
  /// `what`: of messages, `rule "flip"`. Both must outlive it.
  TomlTable(const toml::table& table, std::string what, Complaint& complaint)
      : table_(table), what_(std::move(what)), complaint_(complaint) {}

  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  [[nodiscard]] std::string required_text(std::string_view key);
  /// Within [low, high].
  [[nodiscard]] std::optional<double> number(std::string_view key, double low, double high);
  [[nodiscard]] double required_number(std::string_view key, double low, double high);
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t low, std::int64_t high);
  [[nodiscard]] std::optional<bool> truth(std::string_view key);
  /// `["SPX", "SPY"]`; a text alone is a list of one.
  [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view key);
  /// `"90s"`, `"10m"`, `"2h"`, `"3d"`.
  [[nodiscard]] std::optional<std::chrono::seconds> duration(std::string_view key, std::chrono::seconds low,
                                                             std::chrono::seconds high);
  /// A text that `parse` understands; `values` says which.
  template <class T, class Parse>
  [[nodiscard]] std::optional<T> parsed(std::string_view key, Parse parse, std::string_view values) {
    const auto found = text(key);
    if (!found) return std::nullopt;
    if (auto value = parse(std::string_view{*found})) return value;
    wrong(key, values);
    return std::nullopt;
  }
  /// The same where it must be there.
  template <class T, class Parse>
  [[nodiscard]] T required(std::string_view key, Parse parse, std::string_view values, T otherwise) {
    if (!has(key)) missing(key, values);
    return parsed<T>(key, parse, values).value_or(otherwise);
  }
  [[nodiscard]] const toml::node* node(std::string_view key);
  /// The members of `[[key]]`, at most so many; `header` is how to write one.
  [[nodiscard]] std::vector<const toml::table*> tables(std::string_view key, std::size_t most, std::string_view header);
  /// `[key]`; null where it is not there.
  [[nodiscard]] const toml::table* table(std::string_view key, std::string_view header);
  /// Complains of whatever was not asked for.
  void finish();
  /// Of a key's value; without the key of the table.
  void wrong(std::string_view key, std::string_view write);
  void missing(std::string_view key, std::string_view write);
  [[nodiscard]] const toml::source_region& where() const { return table_.source(); }
  [[nodiscard]] const std::string& what() const { return what_; }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  [[nodiscard]] Complaint& complaint() { return complaint_; }

 private:
  const toml::table& table_;
  std::string what_;
  Complaint& complaint_;
  std::set<std::string, std::less<>> known_;
};

/// `10m`; none of anything else, and of more than ten years.
[[nodiscard]] std::optional<std::chrono::seconds> parse_duration(std::string_view);

}  // namespace gammafield::toml_file
