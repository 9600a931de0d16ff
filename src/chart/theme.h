#pragma once

#include <cstdint>
#include <string_view>

namespace gammafield::chart {

enum class Theme : std::uint8_t { light, dark };

/// Colours as `#rrggbb`. positive and negative stay apart for people who do not tell red from green, and every colour
/// that text is set in has a contrast of at least 4.5 with the background (theme_test.cpp measures both).
struct Palette {
  std::string_view background, panel, grid, axis;
  std::string_view ink, muted;                    ///< text
  std::string_view positive, negative;            ///< dampening, amplifying; calls, puts
  std::string_view positive_soft, negative_soft;  ///< the bars that are not a named wall
  std::string_view flip, absolute_gamma, expected_move, focus, cluster;
};
[[nodiscard]] const Palette& palette(Theme);

}  // namespace gammafield::chart
