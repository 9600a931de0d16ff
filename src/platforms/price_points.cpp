#include <algorithm>

#include "platforms/names.h"
#include "platforms/platforms.h"
#include "platforms/writers.h"

namespace gammafield::platforms {

std::vector<PricePoint> price_points(const LevelList& list) {
  std::vector<PricePoint> points;
  for (const Line& line : list.lines) {
    points.push_back({&line, line.price, line.high ? " low" : ""});
    if (line.high) points.push_back({&line, *line.high, " high"});
  }
  return points;
}

std::vector<PricePoint> distinct_prices(const LevelList& list) {
  std::vector<PricePoint> points;
  for (const auto& point : price_points(list)) {
    if (std::ranges::find(points, point.price, &PricePoint::price) == points.end()) points.push_back(point);
  }
  return points;
}

std::string pasted(std::string head, std::span<const std::string> items, std::string_view between,
                   std::string_view tail) {
  std::string text = std::move(head);
  bool first = true;
  for (const auto& item : items) {
    const std::size_t added = item.size() + (first ? 0 : between.size());
    if (text.size() + added + tail.size() > pasted_bytes_max) break;
    if (!first) text += between;
    text += item;
    first = false;
  }
  return text += tail;
}

std::string missing_text(const LevelList& list) {
  std::string text;
  for (const auto& each : list.missing) {
    if (!text.empty()) text += ", ";
    text.append(names_of(each.kind).name).append(" (").append(to_string(each.reason)).append(")");
  }
  return text;
}

}  // namespace gammafield::platforms
