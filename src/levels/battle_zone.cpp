#include <algorithm>
#include <cmath>

#include "levels/concentration.h"
#include "levels/curve_search.h"

namespace gammafield::levels {
namespace {

using exposure::RepricedBook;

// docs/methods.md 1.4.8
constexpr double of_quantile = 0.10, quantile = 0.90;
constexpr double around_spot = 0.15;
constexpr std::size_t quantile_spots = 201;
constexpr double search_low = 0.5, search_high = 1.5;  // of spot
constexpr double search_step = 0.001;                  // of spot: the flip's own grid

double quantile_of(std::vector<double> values, double level) {
  std::ranges::sort(values);
  const double at = level * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], at - static_cast<double>(below));
}

double typical_size(const RepricedBook& book) {
  std::vector<market::Spot> spots;
  for (std::size_t i = 0; i < quantile_spots; ++i) {
    const double from_low = static_cast<double>(i) / (quantile_spots - 1);
    spots.push_back(market::Spot{book.spot().value() * (1 + around_spot * (2 * from_low - 1))});
  }
  std::vector<double> sizes;
  for (const market::UsdPerPercent net : book.net_gex(spots)) sizes.push_back(std::abs(net.value()));
  return quantile_of(std::move(sizes), quantile);
}

/// Walks away from the flip until |GEX| exceeds the threshold. Spots are priced a few at a time: most zones are narrow.
class EdgeSearch {
 public:
  EdgeSearch(const RepricedBook& book, double threshold) : book_(book), threshold_(threshold) {}

  /// The edge towards `end`, or `end` itself when |GEX| never exceeds the threshold on the way.
  [[nodiscard]] market::Spot edge(market::Spot flip, market::Spot end) const {
    const Curve excess = [this](market::Spot spot) { return std::abs(book_.net_gex(spot).value()) - threshold_; };
    CurvePoint last{flip, excess(flip)};
    if (last.value > 0) return flip;
    while (last.spot != end) {
      const market::Spot goal = stage_end(last.spot, end);
      for (const CurvePoint& here : stage(last.spot, goal)) {
        if (here.value > 0) return crossing(excess, last, here);
        last = here;
      }
      last.spot = goal;
    }
    return end;
  }

 private:
  static constexpr double stage_steps = 16;

  [[nodiscard]] market::Spot stage_end(market::Spot from, market::Spot end) const {
    const double reach = stage_steps * search_step * book_.spot().value();
    if (end < from) return market::Spot{std::max(end.value(), from.value() - reach)};
    return market::Spot{std::min(end.value(), from.value() + reach)};
  }

  /// The flip's own grid from here to there, in the order of walking.
  [[nodiscard]] std::vector<CurvePoint> stage(market::Spot from, market::Spot to) const {
    const auto [low, high] = std::minmax(from, to);
    std::vector<market::Spot> spots = book_.spike_spots(low, high);
    for (double step = 0; step <= stage_steps; ++step)
      spots.push_back(market::Spot{std::lerp(low.value(), high.value(), step / stage_steps)});
    std::ranges::sort(spots);
    std::vector<CurvePoint> points;
    const std::vector<market::UsdPerPercent> net = book_.net_gex(spots);
    for (std::size_t i = 0; i < spots.size(); ++i) points.push_back({spots[i], std::abs(net[i].value()) - threshold_});
    if (to < from) std::ranges::reverse(points);
    return points;
  }

  const RepricedBook& book_;
  double threshold_;
};

BattleZone widened(BattleZone zone, double width) {
  const double missing = width - (zone.high.value() - zone.low.value());
  if (missing <= 0) return zone;
  return {market::Spot{zone.low.value() - missing / 2}, market::Spot{zone.high.value() + missing / 2}, zone.flips};
}

}  // namespace

Level<BattleZone> battle_zone(const RepricedBook& book, market::Spot flip, market::Strike step,
                              std::span<const market::Spot> roots) {
  const double threshold = of_quantile * typical_size(book);
  const double spot = book.spot().value();
  const EdgeSearch search(book, threshold);
  BattleZone zone{search.edge(flip, market::Spot{std::min(search_low * spot, flip.value())}),
                  search.edge(flip, market::Spot{std::max(search_high * spot, flip.value())}), 0};
  zone = widened(zone, step.value());
  zone.flips = static_cast<std::size_t>(
      std::ranges::count_if(roots, [&](market::Spot root) { return root >= zone.low && root <= zone.high; }));
  return zone;
}

}  // namespace gammafield::levels
