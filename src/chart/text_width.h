#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chart/geometry.h"

namespace gammafield::chart {

struct Font {
  double size = 12;  ///< pixels
  bool bold = false;
};

/// What every text is set in. Verdana has the widths of DejaVu Sans; the others are narrower, so nothing that fits here
/// overflows there.
inline constexpr std::string_view font_family = "'DejaVu Sans', Verdana, Geneva, Arial, sans-serif";

/// Width in pixels of UTF-8 text in DejaVu Sans; a character outside of its table counts as wide as a digit's width and
/// a half.
[[nodiscard]] double text_width(std::string_view text, Font);

/// The text, cut and closed with an ellipsis when it is wider than `room`.
[[nodiscard]] std::string fitted(std::string_view text, Font, Pixels room);

/// The text broken at blanks into lines no wider than `room`; a longer word is cut.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, Font, Pixels room);

}  // namespace gammafield::chart
