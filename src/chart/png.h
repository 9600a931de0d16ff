#pragma once

#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "base/strong.h"

namespace gammafield::chart {

/// How many pixels of the PNG a pixel of the SVG becomes.
using PixelScale = base::Strong<struct PixelScaleTag>;

/// The picture's bytes as PNG. librsvg and cairo are loaded when this is first called: the program neither links them
/// nor pays for them at its start. Refuses (usage) when they are not installed, naming the package, and a scale that is
/// not above zero or makes the picture wider or taller than 16,384 pixels; (input_rejected) what librsvg cannot draw.
[[nodiscard]] base::Result<std::string, base::Refusal> png_from_svg(std::string_view svg, PixelScale);

}  // namespace gammafield::chart
