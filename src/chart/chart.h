#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "chart/profile_curve.h"
#include "chart/theme.h"
#include "engine/analysis.h"

/// The picture of one snapshot: exposure by strike and the re-priced profile side by side on one price axis, with the
/// levels across both (docs/methods.md 1.4.19).
namespace gammafield::chart {

/// net: one bar a strike, N_K, to the right when positive (dampening).
/// gross: two bars a strike, calls to the right and puts to the left, neither signed.
enum class Bars : std::uint8_t { net, gross };

struct ChartStyle {
  Theme theme = Theme::light;
  Bars bars = Bars::net;
  int width = 1280;  ///< pixels, held within 960 and 8192
  int height = 900;  ///< pixels, held within 600 and 8192
};

/// The picture as SVG 1.1: valid XML, no script, nothing loaded from elsewhere; the same bytes for the same analysis.
/// Levels that the book does not have are said in words and never drawn.
[[nodiscard]] std::string svg(const engine::Analysis&, const ChartStyle&);

/// The profile that the picture shows, for pictures made later or in several themes; empty for a book without exposure.
[[nodiscard]] std::vector<CurvePoint> picture_profile(const engine::Analysis&, const ChartStyle&);

/// The same from a report and a profile already computed (ascending by spot; empty: none is
/// drawn; points that are not finite are left out).
[[nodiscard]] std::string svg(const engine::Report&, std::span<const CurvePoint> profile, const ChartStyle&);

}  // namespace gammafield::chart
