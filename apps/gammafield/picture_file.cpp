#include "gammafield/picture_file.h"

#include <fmt/format.h>

#include "chart/png.h"
#include "gammafield/output_file.h"

namespace gammafield::app {

Outcome unusable_picture_name(const std::string& output) {
  if (output == "-" || output.ends_with(".svg") || output.ends_with(".png")) return std::nullopt;
  return base::Refusal{base::RefusalKind::usage,
                       fmt::format("-o {}: the name must end in .svg or .png, or be - for SVG", output)};
}

Outcome write_picture(const std::string& output, const std::string& svg, double scale) {
  if (!output.ends_with(".png")) return write_file(output, svg);
  const auto png = chart::png_from_svg(svg, chart::PixelScale{scale});
  return png ? write_file(output, *png) : Outcome{png.error()};
}

}  // namespace gammafield::app
