#include "studies/marks.h"

#include <array>
#include <vector>

namespace gammafield::studies {
namespace {

using chart::Point;

constexpr double round_radius = 4.2, pixels = 4.5;  // of a corner at 1

/// Four corners about the middle, of about one area; a triangle has one of them twice. The first shape of all is round.
constexpr std::array<std::array<Point, 4>, 7> shapes{{
    {{{-0.85, -0.85}, {0.85, -0.85}, {0.85, 0.85}, {-0.85, 0.85}}},  // square
    {{{0, -1.25}, {1.25, 0}, {0, 1.25}, {-1.25, 0}}},                // diamond
    {{{0, -1.15}, {1.15, 0.85}, {-1.15, 0.85}, {-1.15, 0.85}}},      // triangle up
    {{{0, 1.15}, {1.15, -0.85}, {-1.15, -0.85}, {-1.15, -0.85}}},    // triangle down
    {{{-1.3, -0.5}, {1.3, -0.5}, {1.3, 0.5}, {-1.3, 0.5}}},          // bar lying
    {{{-0.5, -1.3}, {0.5, -1.3}, {0.5, 1.3}, {-0.5, 1.3}}},          // bar standing
    {{{-1.15, -1}, {1.15, 1}, {1.15, -1}, {-1.15, 1}}},              // bow tie
}};

}  // namespace

void draw_mark(chart::SvgWriter& svg, Point middle, const MarkLook& look) {
  const chart::Attributes paint{
      {"fill", look.filled ? look.colour : look.ground}, {"stroke", look.colour}, {"stroke-width", 1.6}};
  const std::size_t shape = look.shape % (shapes.size() + 1);
  if (shape == 0) {
    svg.circle({middle, round_radius}, paint);
    return;
  }
  std::vector<Point> points;
  for (const auto& [x, y] : shapes[shape - 1]) points.push_back({middle.x + pixels * x, middle.y + pixels * y});
  auto attributes = paint;
  attributes.emplace_back("d", chart::path_through(points) + "Z");
  svg.element("path", attributes);
}

}  // namespace gammafield::studies
