#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "chart/geometry.h"
#include "market/units.h"

namespace gammafield::chart {

/// A linear map of one interval onto another. Values outside the first land outside the second. An empty or infinite
/// `from` maps everything onto the middle of `to`: no value and no NaN leaves it.
class Scale {
 public:
  Scale(Interval from, Interval to) : from_(from), to_(to) {}
  [[nodiscard]] double at(double value) const;
  [[nodiscard]] Interval from() const { return from_; }
  [[nodiscard]] Interval to() const { return to_; }

 private:
  Interval from_, to_;
};

/// Price onto the height of a panel: the highest price at the top.
class PriceAxis {
 public:
  PriceAxis(Interval prices, const Rect& panel) : scale_(prices, {panel.bottom, panel.top}) {}
  [[nodiscard]] double y(market::Spot price) const { return scale_.at(price.value()); }
  [[nodiscard]] double y(market::Strike price) const { return scale_.at(price.value()); }
  [[nodiscard]] Interval prices() const { return scale_.from(); }
  [[nodiscard]] double pixels_per_dollar() const { return -scale_.to().span() / prices().span(); }
  [[nodiscard]] bool shows(market::Spot price) const { return prices().contains(price.value()); }

 private:
  Scale scale_;
};

/// Exposure onto the width of a panel: positive to the right.
class ExposureAxis {
 public:
  ExposureAxis(Interval usd, const Rect& panel) : scale_(usd, {panel.left, panel.right}) {}
  [[nodiscard]] double x(market::UsdPerPercent exposure) const { return scale_.at(exposure.value()); }
  [[nodiscard]] Interval usd() const { return scale_.from(); }

 private:
  Scale scale_;
};

/// The exposures that hold these, which include zero, with room at both ends; at least 6 % lie either side of zero, so
/// that it can be seen. None when they are all zero, or not finite.
[[nodiscard]] std::optional<Interval> with_room(Interval usd);

/// The round step (1, 2, 2.5 or 5 times a power of ten) at which at most `at_most` of them fit into the interval.
/// Requires a finite span > 0 and at_most > 0.
[[nodiscard]] double nice_step(Interval, std::size_t at_most);

/// Multiples of the nice step inside the interval, ascending; none for an empty or infinite interval.
[[nodiscard]] std::vector<double> nice_ticks(Interval, std::size_t at_most);

}  // namespace gammafield::chart
