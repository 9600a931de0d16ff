#pragma once

#include <string>

#include "chart/theme.h"

namespace gammafield::studies {

/// The colours as CSS variables, so that one picture in the page serves light, dark and paper.
[[nodiscard]] const chart::Palette& page_palette();

/// The page's style sheet, which gives those variables the colours of chart's themes.
[[nodiscard]] std::string page_style();

}  // namespace gammafield::studies
