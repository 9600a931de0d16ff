#pragma once

#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What the tests read a picture with: enough of XML for what SvgWriter writes, and strict about it.
namespace gammafield::chart::testing {

struct Element {
  std::string tag;
  std::map<std::string, std::string> attributes;
  std::string text;  ///< directly inside, still escaped
  [[nodiscard]] bool has(const std::string& name) const { return attributes.contains(name); }
  [[nodiscard]] double number(const std::string& name) const { return std::stod(attributes.at(name)); }
};

struct Parsed {
  std::vector<Element> elements;  ///< in the order they open
  std::string problem;            ///< empty: well-formed
};

class SvgReader {
 public:
  explicit SvgReader(std::string_view text) : text_(text) {}

  [[nodiscard]] Parsed read() {
    while (parsed_.problem.empty() && at_ < text_.size()) text_[at_] == '<' ? read_tag() : read_text();
    if (parsed_.problem.empty() && !open_.empty()) parsed_.problem = "never closed: " + open_tag();
    return std::move(parsed_);
  }

 private:
  std::string open_tag() { return parsed_.elements[open_.back()].tag; }

  void fail(const std::string& what) { parsed_.problem = what + " at byte " + std::to_string(at_); }

  /// A '&' that is not one of the five entities is an error.
  void check_entities(std::string_view text) {
    for (std::size_t i = text.find('&'); i != text.npos; i = text.find('&', i + 1)) {
      bool known = false;
      for (const std::string_view entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}) {
        known = known || text.substr(i, entity.size()) == entity;
      }
      if (!known) fail("bare ampersand");
    }
  }

  void read_text() {
    const std::size_t end = std::min(text_.find('<', at_), text_.size());
    const auto text = text_.substr(at_, end - at_);
    check_entities(text);
    if (text.find('>') != text.npos) fail("bare >");
    if (!open_.empty()) {
      parsed_.elements[open_.back()].text += text;
    } else if (text.find_first_not_of(" \n") != text.npos) {
      fail("text outside of the root");
    }
    at_ = end;
  }

  void read_tag() {
    const std::size_t end = text_.find('>', at_);
    if (end == text_.npos) return fail("tag never ends");
    auto inside = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    if (inside.starts_with('/')) return close(inside.substr(1));
    const bool empty = inside.ends_with('/');
    if (empty) inside.remove_suffix(1);
    read_element(inside);
    if (!empty) open_.push_back(parsed_.elements.size() - 1);
  }

  void close(std::string_view tag) {
    if (open_.empty() || open_tag() != tag) return fail("closes what is not open: " + std::string{tag});
    open_.pop_back();
  }

  void read_element(std::string_view inside) {
    const std::size_t name_end = std::min(inside.find(' '), inside.size());
    Element element{std::string{inside.substr(0, name_end)}, {}, {}};
    inside.remove_prefix(name_end);
    while (!inside.empty()) {
      const std::size_t equals = inside.find("=\""), close = inside.find('"', equals + 2);
      if (!inside.starts_with(' ') || equals == inside.npos || close == inside.npos) return fail("broken attribute");
      const auto value = inside.substr(equals + 2, close - equals - 2);
      check_entities(value);
      if (value.find('<') != value.npos) fail("bare < in an attribute");
      const bool fresh = element.attributes.emplace(inside.substr(1, equals - 1), value).second;
      if (!fresh) fail("attribute twice");
      inside.remove_prefix(close + 1);
    }
    parsed_.elements.push_back(std::move(element));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Parsed parsed_;
  std::vector<std::size_t> open_;
};

[[nodiscard]] inline Parsed parsed(std::string_view svg) { return SvgReader{svg}.read(); }

/// The elements that carry the attribute, with this value unless it is empty.
[[nodiscard]] inline std::vector<Element> with(const Parsed& svg, const std::string& attribute,
                                               std::string_view value = "") {
  std::vector<Element> found;
  for (const auto& element : svg.elements) {
    if (element.has(attribute) && (value.empty() || element.attributes.at(attribute) == value))
      found.push_back(element);
  }
  return found;
}

}  // namespace gammafield::chart::testing
