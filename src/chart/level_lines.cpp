#include "chart/level_lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace gammafield::chart {
namespace {

struct LineLook {
  double width;
  std::string_view dashes;  ///< empty: solid
};

LineLook look_of(LevelKind kind) {
  switch (kind) {
    case LevelKind::spot: return {1.4, ""};
    case LevelKind::gamma_flip: return {1.8, "7 4"};
    case LevelKind::call_wall:
    case LevelKind::put_wall: return {1.8, ""};
    case LevelKind::absolute_gamma: return {1.4, "2 3"};
    case LevelKind::expected_move_high:
    case LevelKind::expected_move_low: return {1, "1 4"};
    case LevelKind::focus: return {1, "5 4"};
    case LevelKind::cluster:
    case LevelKind::flip_root: return {1, "2 6"};
  }
  return {1, ""};
}

/// Clusters are ranges and get a bracket; a line through their middle would look like a level.
bool has_line(LevelKind kind) { return kind != LevelKind::cluster; }

void draw_line(const Canvas& canvas, const Frame& frame, const LevelMark& mark) {
  const double y = canvas.prices.y(mark.price);
  const auto [width, dashes] = look_of(mark.kind);
  Attributes attributes{{"stroke", colour_of(mark.kind, canvas.palette)},
                        {"stroke-width", width},
                        {"data-level", to_string(mark.kind)},
                        {"data-price", fmt::format("{}", mark.price.value())}};
  if (!dashes.empty()) attributes.emplace_back("stroke-dasharray", dashes);
  canvas.svg.line({frame.bars.left, y}, {frame.profile.right + cluster_room, y}, attributes);
}

/// The part of a price range that is in view, as pixels from top to bottom; none when it is all outside.
std::optional<Interval> in_view(const PriceAxis& prices, double low, double high) {
  const auto [bottom, top] = prices.prices();
  if (!(low <= top && high >= bottom)) return std::nullopt;
  return Interval{prices.y(market::Spot{std::min(high, top)}), prices.y(market::Spot{std::max(low, bottom)})};
}

void draw_battle_zone(const Canvas& canvas, const Frame& frame, const levels::Levels& levels) {
  if (!levels.battle_zone) return;
  const auto band = in_view(canvas.prices, levels.battle_zone->low.value(), levels.battle_zone->high.value());
  if (!band) return;
  canvas.svg.rect({frame.bars.left, band->low, frame.profile.right, band->high},
                  {{"fill", canvas.palette.flip}, {"fill-opacity", "0.1"}, {"data-level", "battle_zone"}});
}

void draw_expected_move(const Canvas& canvas, const Frame& frame, const engine::Report& report) {
  const auto& move = report.levels.expected_move;
  if (!move) return;
  const double spot = report.spot.value(), size = move->usd.value();
  const auto range = in_view(canvas.prices, spot - size, spot + size);
  if (!range) return;
  canvas.svg.rect({frame.bars.left - 5, range->low, frame.bars.left - 1, range->high},
                  {{"fill", canvas.palette.expected_move}, {"rx", 2}, {"data-level", "expected_move"}});
}

void draw_bracket(const Canvas& canvas, const Frame& frame, const levels::Cluster& cluster) {
  const auto range = in_view(canvas.prices, cluster.low.value(), cluster.high.value());
  if (!range) return;
  const double x = frame.profile.right + 5, arm = 6;
  canvas.svg.element(
      "path", {{"d", path_through({{x, range->low}, {x + arm, range->low}, {x + arm, range->high}, {x, range->high}})},
               {"fill", "none"},
               {"stroke", canvas.palette.cluster},
               {"stroke-width", 1.6},
               {"data-level", "cluster"}});
}

}  // namespace

std::string_view colour_of(LevelKind kind, const Palette& palette) {
  switch (kind) {
    case LevelKind::spot: return palette.ink;
    case LevelKind::gamma_flip:
    case LevelKind::flip_root: return palette.flip;
    case LevelKind::call_wall: return palette.positive;
    case LevelKind::put_wall: return palette.negative;
    case LevelKind::absolute_gamma: return palette.absolute_gamma;
    case LevelKind::expected_move_high:
    case LevelKind::expected_move_low: return palette.expected_move;
    case LevelKind::focus: return palette.focus;
    case LevelKind::cluster: return palette.cluster;
  }
  return palette.ink;
}

void draw_level_lines(const Canvas& canvas, const Frame& frame, const engine::Report& report,
                      const std::vector<LevelMark>& marks) {
  draw_battle_zone(canvas, frame, report.levels);
  for (const auto& mark : marks) {
    if (has_line(mark.kind) && canvas.prices.shows(mark.price)) draw_line(canvas, frame, mark);
  }
}

void draw_ranges(const Canvas& canvas, const Frame& frame, const engine::Report& report) {
  draw_expected_move(canvas, frame, report);
  for (const auto& cluster : report.levels.clusters) draw_bracket(canvas, frame, cluster);
}

}  // namespace gammafield::chart
