#pragma once

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/list_file.h"
#include "base/refusal.h"
#include "base/result.h"

/// Only for the readers of this folder: takes a model's JSON apart. The first thing that is not as it should be is
/// remembered; whatever was read is then thrown away.
namespace gammafield::learning {

class ModelFields {
 public:
  using Element = simdjson::dom::element;

  void require(bool condition, std::string_view what) {
    if (!condition && fault_.empty()) fault_ = what;
  }
  [[nodiscard]] bool sound() const { return fault_.empty(); }
  [[nodiscard]] const std::string& fault() const { return fault_; }

  template <class T>
  T get(Element of, std::string_view name) {
    T value{};
    require(of.is_object() && of.at_key(name).get(value) == simdjson::SUCCESS, name);
    return value;
  }
  [[nodiscard]] static bool has(Element of, std::string_view name) {
    return of.is_object() && of.at_key(name).error() == simdjson::SUCCESS;
  }
  double number(Element of, std::string_view name) {
    constexpr double largest = 1e100;  // so that no product or sum of a model overflows
    const double value = get<double>(of, name);
    require(std::abs(value) <= largest, name);
    return value;
  }
  std::uint32_t index(Element of, std::string_view name, std::size_t below) {
    const auto value = get<std::int64_t>(of, name);
    require(value >= 0 && static_cast<std::uint64_t>(value) < below, name);
    return sound() ? static_cast<std::uint32_t>(value) : 0;
  }
  std::string text(Element of, std::string_view name) { return std::string{get<std::string_view>(of, name)}; }

  /// Calls body(element) for each of a list of at most `most`, until something is not as it should be.
  template <class Body>
  void each(Element of, std::string_view name, std::size_t most, Body body) {
    simdjson::dom::array list;
    require(of.is_object() && of.at_key(name).get(list) == simdjson::SUCCESS, name);
    if (!sound()) return;
    std::size_t count = 0;
    for (const Element element : list) {
      require(++count <= most, fmt::format("{}: more than {}", name, most));
      if (sound()) body(element);
      if (!sound()) return;
    }
  }
  std::vector<std::string> texts(Element of, std::string_view name, std::size_t most) {
    std::vector<std::string> found;
    each(of, name, most, [&](Element element) {
      std::string_view text;
      require(element.get(text) == simdjson::SUCCESS, name);
      found.emplace_back(text);
    });
    return found;
  }

 private:
  std::string fault_;
};

inline constexpr std::size_t features_max = 4'096;

/// The whole of a reader: parses, holds the file to its schema, and has `body(fields, root)` make the model.
template <class Body>
auto read_model(std::string_view json, std::string_view name, std::string_view schema, Body body)
    -> base::Result<decltype(body(std::declval<ModelFields&>(), ModelFields::Element{})), base::Refusal> {
  const auto refuse = [&](std::string_view what) {
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: {}", name, what)});
  };
  simdjson::dom::parser parser;
  ModelFields::Element root;
  if (const auto error = parser.parse(json.data(), json.size()).get(root))
    return refuse(fmt::format("no model: {}", simdjson::error_message(error)));
  ModelFields fields;
  const std::string found = fields.text(root, "schema");
  if (found != schema) return refuse(fmt::format("no model of schema {}, but of '{}'", schema, base::shown(found)));
  auto model = body(fields, root);
  if (!fields.sound()) return refuse(fmt::format("a damaged model: {}", fields.fault()));
  return model;
}

[[nodiscard]] inline bool all_differ(const std::vector<std::string>& names) {
  return std::set<std::string_view>(names.begin(), names.end()).size() == names.size();
}

}  // namespace gammafield::learning
