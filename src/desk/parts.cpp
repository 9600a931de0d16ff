#include "desk/parts.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include <simdjson.h>

#include "base/json_writer.h"

namespace gammafield::desk {
namespace {

namespace dom = simdjson::dom;

/// RFC 6901: `~` and `/` in a name.
std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == '~')
      text += "~0";
    else if (c == '/')
      text += "~1";
    else
      text += c;
  }
  return text;
}

std::string quoted(const std::string& text) {
  base::JsonWriter json;
  return json.value(std::string_view{text}).take();
}

class Difference {
 public:
  void compare(dom::element before, dom::element after, const std::string& path) {
    const auto begin = text_.size();
    if (before.is_object() && after.is_object())
      members(before, after, path);
    else if (before.is_array() && after.is_array() && dom::array{before}.size() == dom::array{after}.size())
      elements(before, after, path);
    else if (simdjson::minify(before) != simdjson::minify(after))
      return operation("replace", path, simdjson::minify(after));
    shorten(begin, after, path);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void operation(std::string_view name, const std::string& path, std::string_view value) {
    if (!text_.empty()) text_ += ',';
    text_.append(R"({"op":")").append(name).append(R"(","path":)").append(quoted(path));
    if (!value.empty()) text_.append(R"(,"value":)").append(value);
    text_ += '}';
  }
  /// A whole new object or array, where saying what changed in it, from `begin` on, takes more.
  void shorten(std::size_t begin, dom::element after, const std::string& path) {
    if (text_.find(R"({"op")", begin + 2) == std::string::npos) return;  // one change, or none
    const std::string parts = text_.substr(begin);
    text_.resize(begin);
    operation("replace", path, simdjson::minify(after));
    if (text_.size() - begin > parts.size()) text_.replace(begin, std::string::npos, parts);
  }
  void members(dom::object before, dom::object after, const std::string& path) {
    for (const auto member : before)
      if (after.at_key(member.key).error() != simdjson::SUCCESS)
        operation("remove", path + '/' + escaped(member.key), {});
    for (const auto member : after) {
      const std::string below = path + '/' + escaped(member.key);
      dom::element old;
      if (before.at_key(member.key).get(old) == simdjson::SUCCESS)
        compare(old, member.value, below);
      else
        operation("add", below, simdjson::minify(member.value));
    }
  }
  void elements(dom::array before, dom::array after, const std::string& path) {
    std::size_t index = 0;
    for (auto old = before.begin(), now = after.begin(); old != before.end(); ++old, ++now, ++index)
      compare(*old, *now, path + '/' + std::to_string(index));
  }

  std::string text_;
};

}  // namespace

std::vector<Part> parts_of(std::string_view json) {
  dom::parser parser;
  dom::object object;
  const auto wrong = parser.parse(json.data(), json.size()).get(object);
  assert(wrong == simdjson::SUCCESS);
  std::vector<Part> parts;
  if (wrong != simdjson::SUCCESS) return parts;
  for (const auto member : object) parts.push_back({std::string{member.key}, simdjson::minify(member.value)});
  return parts;
}

std::string_view part(const std::vector<Part>& parts, std::string_view name) {
  const auto found = std::ranges::find(parts, name, &Part::name);
  return found == parts.end() ? std::string_view{} : std::string_view{found->text};
}

std::string joined(const std::vector<Part>& parts) {
  std::string text = "{";
  for (const Part& each : parts) {
    if (text.size() > 1) text += ',';
    text += quoted(each.name) + ':' + each.text;
  }
  return text + '}';
}

std::string patch_between(std::string_view before, std::string_view after, std::string_view path) {
  dom::parser first, second;
  dom::element old, now;
  const auto wrong_before = first.parse(before.data(), before.size()).get(old);
  const auto wrong_after = second.parse(after.data(), after.size()).get(now);
  assert(wrong_before == simdjson::SUCCESS && wrong_after == simdjson::SUCCESS);
  if (wrong_before != simdjson::SUCCESS || wrong_after != simdjson::SUCCESS) return {};
  Difference difference;
  difference.compare(old, now, std::string{path});
  return difference.take();
}

}  // namespace gammafield::desk
