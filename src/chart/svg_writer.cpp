#include "chart/svg_writer.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <cstdint>
#include <utility>

namespace gammafield::chart {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

struct Decoded {
  std::uint32_t code = 0;
  std::size_t bytes = 0;  ///< 0: not UTF-8
};

std::size_t length_by_lead(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

Decoded first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = length_by_lead(lead);
  if (length == 0 || length > text.size()) return {};
  std::uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0u) != 0x80u) return {};
    code = code << 6 | (next & 0x3Fu);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  return overlong ? Decoded{} : Decoded{code, length};
}

/// The Char production of XML 1.0.
bool allowed(std::uint32_t code) {
  return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xD800) ||
         (code >= 0xE000 && code < 0xFFFE) || (code >= 0x10000 && code < 0x110000);
}

std::string_view entity(std::uint32_t code) {
  switch (code) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&apos;";
    default: return {};
  }
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const auto [code, bytes] = first_character(text);
    const bool valid = bytes > 0 && allowed(code);
    const auto named = entity(code);
    escaped += !valid ? replacement : !named.empty() ? named : text.substr(0, bytes);
    text.remove_prefix(bytes > 0 ? bytes : 1);
  }
  return escaped;
}

std::string coordinate(double pixels) {
  assert(std::isfinite(pixels));
  if (!std::isfinite(pixels)) return "0";
  std::string text = fmt::format("{:.2f}", pixels);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

void SvgWriter::start(std::string_view tag, const Attributes& attributes) {
  text_ += fmt::format("<{}", tag);
  for (const auto& [name, value] : attributes) text_ += fmt::format(" {}=\"{}\"", name, xml_escaped(value));
}

SvgWriter& SvgWriter::open(std::string_view tag, const Attributes& attributes) {
  start(tag, attributes);
  text_ += ">\n";
  open_.emplace_back(tag);
  return *this;
}

SvgWriter& SvgWriter::close() {
  assert(!open_.empty());
  text_ += fmt::format("</{}>\n", open_.back());
  open_.pop_back();
  return *this;
}

SvgWriter& SvgWriter::element(std::string_view tag, const Attributes& attributes) {
  start(tag, attributes);
  text_ += "/>\n";
  return *this;
}

SvgWriter& SvgWriter::text_element(std::string_view tag, const Attributes& attributes, std::string_view text) {
  start(tag, attributes);
  text_ += fmt::format(">{}</{}>\n", xml_escaped(text), tag);
  return *this;
}

SvgWriter& SvgWriter::rect(const Rect& rect, Attributes attributes) {
  const Attributes place{{"x", rect.left}, {"y", rect.top}, {"width", rect.width()}, {"height", rect.height()}};
  attributes.insert(attributes.begin(), place.begin(), place.end());
  return element("rect", attributes);
}

SvgWriter& SvgWriter::line(Point from, Point to, Attributes attributes) {
  const Attributes place{{"x1", from.x}, {"y1", from.y}, {"x2", to.x}, {"y2", to.y}};
  attributes.insert(attributes.begin(), place.begin(), place.end());
  return element("line", attributes);
}

SvgWriter& SvgWriter::circle(const Circle& circle, Attributes attributes) {
  const Attributes place{{"cx", circle.middle.x}, {"cy", circle.middle.y}, {"r", circle.radius}};
  attributes.insert(attributes.begin(), place.begin(), place.end());
  return element("circle", attributes);
}

SvgWriter& SvgWriter::text(Point at, std::string_view text, Attributes attributes) {
  const Attributes place{{"x", at.x}, {"y", at.y}};
  attributes.insert(attributes.begin(), place.begin(), place.end());
  return text_element("text", attributes, text);
}

std::string SvgWriter::take() {
  assert(open_.empty());
  return std::exchange(text_, {});
}

std::string path_through(const std::vector<Point>& points) {
  std::string path;
  for (const auto& [x, y] : points) {
    path += fmt::format("{}{} {}", path.empty() ? "M" : "L", coordinate(x), coordinate(y));
  }
  return path;
}

}  // namespace gammafield::chart
