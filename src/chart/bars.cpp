#include "chart/bars.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gammafield::chart {
namespace {

using exposure::StrikeExposure;

constexpr double closest_pitch = 2.4;  // pixels: a bar of one and a half and a gap that is still seen
constexpr double bin_pitch = 3;        // pixels, at least, once strikes are summed
constexpr double widest_pitch = 18;    // pixels: sparse strikes get no thicker bars than this allows

bool finite(const StrikeExposure& at) {
  return std::isfinite(at.strike.value()) && std::isfinite(at.net.value()) && std::isfinite(at.absolute().value());
}

struct Gaps {
  double typical;   ///< only a quarter are smaller: near spot strikes are denser than in the wings
  double smallest;  ///< but no less than a third of the typical one: a single odd strike makes no thread of every bar
};

std::optional<Gaps> gaps_between(std::span<const Bar> bars) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < bars.size(); ++i) {
    gaps.push_back(bars[i].sum.strike.value() - bars[i - 1].sum.strike.value());
  }
  if (gaps.empty()) return std::nullopt;
  const auto quarter = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 4);
  std::ranges::nth_element(gaps, quarter);
  if (!(*quarter > 0)) return std::nullopt;
  return Gaps{*quarter, std::max(std::ranges::min(gaps), *quarter / 3)};
}

template <class Amount>
Amount sum(Amount a, Amount b) {
  return Amount{a.value() + b.value()};
}

void add(Bar& bar, const StrikeExposure& at) {
  bar.sum.call = sum(bar.sum.call, at.call);
  bar.sum.put = sum(bar.sum.put, at.put);
  bar.sum.net = sum(bar.sum.net, at.net);
  bar.sum.call_open_interest = sum(bar.sum.call_open_interest, at.call_open_interest);
  bar.sum.put_open_interest = sum(bar.sum.put_open_interest, at.put_open_interest);
  bar.covers.high = at.strike.value();
  ++bar.strikes;
}

/// The narrowest step of a strike ladder that is not below this.
double ladder_step(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : std::array{1.0, 2.5, 5.0}) {
    if (factor * power >= least * (1 - 1e-12)) return factor * power;
  }
  return 10 * power;
}

std::vector<Bar> binned(std::span<const Bar> singles, double width) {
  std::vector<Bar> bins;
  for (const auto& single : singles) {
    const market::Strike centre{std::round(single.sum.strike.value() / width) * width};
    if (!bins.empty() && bins.back().sum.strike == centre) {
      add(bins.back(), single.sum);
    } else {
      bins.push_back(single);
      bins.back().sum.strike = centre;
    }
  }
  return bins;
}

/// The strikes of the window one by one; what lies outside is only counted.
BarSet singles_in_view(std::span<const StrikeExposure> strikes, Interval window) {
  BarSet set;
  double inside = 0, outside = 0;
  for (const auto& at : strikes) {
    if (!finite(at)) continue;
    const double strike = at.strike.value();
    if (window.contains(strike)) {
      set.bars.push_back({at, 1, {strike, strike}});
      inside += at.absolute().value();
    } else {
      ++set.strikes_outside;
      outside += at.absolute().value();
    }
  }
  if (inside + outside > 0) set.gross_outside = outside / (inside + outside);
  return set;
}

}  // namespace

BarSet bars_in_view(std::span<const StrikeExposure> strikes, const PriceAxis& axis) {
  BarSet set = singles_in_view(strikes, axis.prices());
  const double scale = axis.pixels_per_dollar(), widest = widest_pitch / scale;
  const auto gaps = gaps_between(set.bars).value_or(Gaps{widest, widest});
  double gap = gaps.smallest;
  if (gaps.typical * scale < closest_pitch) {
    gap = ladder_step(bin_pitch / scale);
    set.bin_width = gap;
    set.bars = binned(set.bars, gap);
  }
  set.pitch = std::min(gap * scale, widest_pitch);
  return set;
}

}  // namespace gammafield::chart
