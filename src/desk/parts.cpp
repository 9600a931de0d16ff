#include "desk/parts.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include <simdjson.h>

#include "base/json_writer.h"

namespace gammafield::desk {
namespace {

namespace dom = simdjson::dom;

std::string in_quotes(std::string_view text) {
  base::JsonWriter json;
  return json.value(text).take();
}

/// A name as it stands in a path that stands in a JSON text: RFC 6901 has `~` and `/` in it.
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
  const std::string quoted = in_quotes(text);
  return quoted.substr(1, quoted.size() - 2);
}

/// Almost every name is as it is.
bool is_plain(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// Whether two values that are neither objects nor arrays of one length are one; quickly for those that change most.
bool same(dom::element a, dom::element b) {
  if (a.type() != b.type()) return false;
  switch (a.type()) {
    case dom::element_type::DOUBLE: return double{a} == double{b};
    case dom::element_type::INT64: return std::int64_t{a} == std::int64_t{b};
    case dom::element_type::BOOL: return bool{a} == bool{b};
    case dom::element_type::STRING: return std::string_view{a} == std::string_view{b};
    case dom::element_type::NULL_VALUE: return true;
    default: return simdjson::minify(a) == simdjson::minify(b);
  }
}

/// Two objects of this program's, parsed.
struct BeforeAndAfter {
  dom::parser first, second;
  dom::element before, after;
  bool good = false;

  BeforeAndAfter(std::string_view old_text, std::string_view new_text) {
    const auto wrong_before = first.parse(old_text.data(), old_text.size()).get(before);
    const auto wrong_after = second.parse(new_text.data(), new_text.size()).get(after);
    good = wrong_before == simdjson::SUCCESS && wrong_after == simdjson::SUCCESS;
    assert(good);
  }
};

/// No fewer bytes than the value's text has, quickly told: of a number it is one.
std::size_t least_bytes(dom::element value) {
  std::size_t bytes = 1;
  if (value.is_string()) return bytes + std::string_view{value}.size();
  if (value.is_array()) {
    for (const auto each : dom::array{value}) bytes += 1 + least_bytes(each);
  } else if (value.is_object()) {
    for (const auto [name, each] : dom::object{value}) bytes += name.size() + 1 + least_bytes(each);
  }
  return bytes;
}

/// The operations that turn one value into another. The path is that of the value that is looked at, as it stands
/// between quotes.
class Difference {
 public:
  explicit Difference(std::string path) : path_(std::move(path)) {}

  void compare(dom::element before, dom::element after) {
    const auto begin = text_.size();
    if (before.is_object() && after.is_object())
      members(before, after);
    else if (before.is_array() && after.is_array() && dom::array{before}.size() == dom::array{after}.size())
      elements(before, after);
    else if (!same(before, after))
      return operation("replace", simdjson::minify(after));
    shorten(begin, after);
  }
  void add(dom::element value) { operation("add", simdjson::minify(value)); }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void operation(std::string_view name, std::string_view value) {
    if (!text_.empty()) text_ += ',';
    text_.append(R"({"op":")").append(name).append(R"(","path":")").append(path_).append("\"");
    if (!value.empty()) text_.append(R"(,"value":)").append(value);
    text_ += '}';
  }
  /// A whole new object or array, where saying what changed in it, from `begin` on, takes more.
  void shorten(std::size_t begin, dom::element after) {
    if (text_.find(R"({"op")", begin + 2) == std::string::npos) return;  // one change, or none
    if (text_.size() - begin <= least_bytes(after)) return;              // the text of a large one takes its time
    const std::string parts = text_.substr(begin);
    text_.resize(begin);
    operation("replace", simdjson::minify(after));
    if (text_.size() - begin > parts.size()) text_.replace(begin, std::string::npos, parts);
  }
  template <class Work>
  void below(std::string_view name, const Work& work) {
    const std::size_t here = path_.size();
    path_ += '/';
    if (is_plain(name))
      path_ += name;
    else
      path_ += escaped(name);
    work();
    path_.resize(here);
  }
  /// What this program writes has its members in one order, so most are found side by side.
  void members(dom::object before, dom::object after) {
    auto old = before.begin();
    for (const auto member : after) {
      const bool beside = old != before.end() && old.key() == member.key;
      dom::element known;
      const bool is_known = beside || before.at_key(member.key).get(known) == simdjson::SUCCESS;
      below(member.key, [&] {
        if (is_known)
          compare(beside ? old.value() : known, member.value);
        else
          add(member.value);
      });
      if (beside) ++old;
    }
    if (old == before.end()) return;  // all of them were beside their own
    for (const auto member : before)
      if (after.at_key(member.key).error() != simdjson::SUCCESS) below(member.key, [&] { operation("remove", {}); });
  }
  void elements(dom::array before, dom::array after) {
    std::size_t index = 0;
    for (auto old = before.begin(), now = after.begin(); old != before.end(); ++old, ++now, ++index)
      below(std::to_string(index), [&] { compare(*old, *now); });
  }

  std::string path_, text_;
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
    text += in_quotes(each.name) + ':' + each.text;
  }
  return text + '}';
}

std::string patch_between(std::string_view before, std::string_view after, std::string_view path) {
  const BeforeAndAfter both{before, after};
  if (!both.good) return {};
  Difference difference{std::string{path}};
  difference.compare(both.before, both.after);
  return difference.take();
}

std::vector<Part> patches_between(std::string_view before, std::string_view after) {
  const BeforeAndAfter both{before, after};
  std::vector<Part> patches;
  dom::object old, now;
  if (!both.good || both.before.get(old) != simdjson::SUCCESS || both.after.get(now) != simdjson::SUCCESS) return {};
  for (const auto member : now) {
    Difference difference{'/' + escaped(member.key)};
    dom::element known;
    if (old.at_key(member.key).get(known) == simdjson::SUCCESS)
      difference.compare(known, member.value);
    else
      difference.add(member.value);
    if (auto operations = difference.take(); !operations.empty())
      patches.push_back({std::string{member.key}, std::move(operations)});
  }
  return patches;
}

}  // namespace gammafield::desk
