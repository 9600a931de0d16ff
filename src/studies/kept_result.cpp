#include "studies/kept_result.h"

#include <algorithm>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/list_file.h"

namespace gammafield::studies {
namespace {

using simdjson::dom::element;
using statistics::Estimate;

constexpr std::string_view schema = "gammafield.study/1";

/// Members of one object. What is missing or of another kind is noticed, and read as nothing.
class Members {
 public:
  Members(element of, bool& complete) : of_(of), complete_(complete) {}

  std::string text(std::string_view name) const { return std::string(get<std::string_view>(name)); }
  bool truth(std::string_view name) const { return get<bool>(name); }
  std::size_t count(std::string_view name) const { return get<std::uint64_t>(name); }
  std::optional<double> number_or_null(std::string_view name) const {
    return is_null(name) ? std::nullopt : std::optional(get<double>(name));
  }
  std::optional<Estimate> estimate_or_null(std::string_view name) const {
    element part;
    if (of_.at_key(name).get(part) != simdjson::SUCCESS) complete_ = false;
    if (!complete_ || part.is_null()) return std::nullopt;  // an element of nothing may not be asked anything
    const Members members(part, complete_);
    return Estimate{members.get<double>("value"), members.get<double>("low"), members.get<double>("high")};
  }
  template <class Read>
  void each(std::string_view name, const Read& read) const {
    simdjson::dom::array array;
    if (of_.at_key(name).get(array) != simdjson::SUCCESS)
      complete_ = false;
    else
      for (const auto entry : array) read(Members(entry, complete_));
  }

 private:
  template <class T>
  T get(std::string_view name) const {
    T value{};
    if (of_.at_key(name).get(value) != simdjson::SUCCESS) complete_ = false;
    return value;
  }
  bool is_null(std::string_view name) const {
    element value;
    return of_.at_key(name).get(value) == simdjson::SUCCESS && value.is_null();
  }

  element of_;
  bool& complete_;
};

KeptComparison comparison_of(const Members& members) {
  return {.against = members.text("against_text"),
          .difference = members.estimate_or_null("difference"),
          .verdict = members.text("verdict"),
          .verdict_text = members.text("verdict_text")};
}

KeptCell cell_of(const Members& members) {
  KeptCell cell;
  members.each("keys", [&](const Members& key) { cell.keys.emplace_back(key.text("key"), key.text("value")); });
  cell.measure = members.text("measure");
  cell.primary = members.truth("primary");
  cell.days = members.count("days");
  cell.events = members.number_or_null("events");
  cell.figure = members.estimate_or_null("figure");
  if (!cell.figure) cell.figure_reason = members.text("figure_reason");
  members.each("comparisons", [&](const Members& comparison) {
    if (!cell.first) cell.first = comparison_of(comparison);
  });
  return cell;
}

}  // namespace

base::Result<KeptResult, base::Refusal> read_kept_result(std::string_view json, std::string_view name) {
  const auto refused = [&](std::string_view what) {
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: {}", name, what)});
  };
  simdjson::dom::parser parser;
  element root;
  if (const auto error = parser.parse(json.data(), json.size()).get(root))
    return refused(fmt::format("no study's result: {}", simdjson::error_message(error)));
  std::string_view found;
  if (!root.is_object() || root.at_key("schema").get(found) != simdjson::SUCCESS || found != schema)
    return refused(fmt::format("no study's result of schema {}, but of '{}'", schema, base::shown(found)));
  bool complete = true;
  const Members members(root, complete);
  KeptResult result{.name = members.text("name"),
                    .kind = members.text("kind"),
                    .title = members.text("title"),
                    .question = members.text("question"),
                    .answer = members.text("answer"),
                    .tried_text = members.text("tried_text"),
                    .comparisons_tried = members.count("comparisons_tried"),
                    .cells = {},
                    .choices = {},
                    .data = {}};
  members.each("choices",
               [&](const Members& choice) { result.choices.emplace_back(choice.text("key"), choice.text("value")); });
  members.each("data", [&](const Members& file) { result.data.push_back(file.text("name")); });
  members.each("cells", [&](const Members& cell) { result.cells.push_back(cell_of(cell)); });
  if (!complete) return refused("a damaged result: a part is missing; run the study again");
  return result;
}

const KeptCell* primary_of(const KeptResult& result) {
  const auto found = std::ranges::find(result.cells, true, &KeptCell::primary);
  return found == result.cells.end() ? nullptr : &*found;
}

std::string_view key_of(const KeptCell& cell, std::string_view key) {
  const auto found = std::ranges::find(cell.keys, key, &std::pair<std::string, std::string>::first);
  return found == cell.keys.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace gammafield::studies
