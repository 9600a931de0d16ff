#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "chart/geometry.h"

namespace gammafield::chart {

/// The text with &, <, >, quotes escaped; characters that XML 1.0 forbids, and bytes that are not UTF-8, become U+FFFD.
[[nodiscard]] std::string xml_escaped(std::string_view);

/// A coordinate with at most two decimals, the same on every machine. Asserts that it is finite; should it not be,
/// prints 0, so that the file stays valid.
[[nodiscard]] std::string coordinate(double pixels);

struct Attribute {
  Attribute(std::string_view attribute, std::string_view text) : name(attribute), value(text) {}
  Attribute(std::string_view attribute, double pixels) : name(attribute), value(coordinate(pixels)) {}
  std::string name, value;
};
using Attributes = std::vector<Attribute>;

/// Streams SVG text: every attribute and text is escaped, every open element is closed (asserted).
class SvgWriter {
 public:
  SvgWriter& open(std::string_view tag, const Attributes&);
  SvgWriter& close();
  SvgWriter& element(std::string_view tag, const Attributes&);                         ///< without content
  SvgWriter& text_element(std::string_view tag, const Attributes&, std::string_view);  ///< with text only

  SvgWriter& rect(const Rect&, Attributes = {});
  SvgWriter& line(Point from, Point to, Attributes = {});
  SvgWriter& circle(const Circle&, Attributes = {});
  SvgWriter& text(Point at, std::string_view text, Attributes = {});

  /// The finished text; every element must be closed.
  [[nodiscard]] std::string take();

 private:
  void start(std::string_view tag, const Attributes&);

  std::string text_;
  std::vector<std::string> open_;
};

/// `M x y L x y ...` through the points; empty for none.
[[nodiscard]] std::string path_through(const std::vector<Point>&);

}  // namespace gammafield::chart
