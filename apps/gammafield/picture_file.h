#pragma once

#include <string>

#include "gammafield/command.h"

namespace gammafield::app {

/// A name that says no form of picture: it ends in `.svg` or `.png`, or is `-` for SVG on standard output.
[[nodiscard]] Outcome unusable_picture_name(const std::string& output);

/// In the form that the name asks for; `scale`: a PNG's pixels for each of the SVG's.
[[nodiscard]] Outcome write_picture(const std::string& output, const std::string& svg, double scale = 2);

}  // namespace gammafield::app
