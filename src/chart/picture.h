#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chart/chart.h"
#include "chart/frame.h"
#include "chart/geometry.h"
#include "chart/svg_writer.h"

/// What every picture begins with.
namespace gammafield::chart {

/// The style's, held within what can be laid out.
[[nodiscard]] PictureSize size_of(const ChartStyle&);

/// The paragraphs broken to the width; the last line leaves room for the closing words on its right.
[[nodiscard]] std::vector<std::string> footer_lines(const std::vector<std::string>& paragraphs, Pixels width);

/// Opens the `svg` element, to be closed by the caller, with its title and description for people who hear it.
void open_picture(SvgWriter&, PictureSize, std::string_view title, std::string_view description);

}  // namespace gammafield::chart
