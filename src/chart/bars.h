#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "chart/scale.h"
#include "exposure/by_strike.h"

namespace gammafield::chart {

/// One strike, or the sum of the strikes of one bin; `sum.strike` is where it is drawn.
struct Bar {
  exposure::StrikeExposure sum;
  std::size_t strikes = 1;
  Interval covers;  ///< the lowest and the highest strike in it
};

struct BarSet {
  std::vector<Bar> bars;            ///< ascending, inside the window
  double pitch = 0;                 ///< pixels from one bar to the next
  std::optional<double> bin_width;  ///< dollars; none when each bar is one strike
  std::size_t strikes_outside = 0;  ///< the window
  double gross_outside = 0;         ///< their share of gross exposure, [0, 1]
};

/// The strikes that the axis shows as bars. Where they would lie closer than the eye can tell apart they are summed in
/// bins of a width that strike ladders have (1, 2.5 or 5 times a power of ten), each centred on a multiple of it.
/// Strikes whose numbers are not finite are left out.
[[nodiscard]] BarSet bars_in_view(std::span<const exposure::StrikeExposure>, const PriceAxis&);

}  // namespace gammafield::chart
