#include "exposure/profile.h"

#include <algorithm>
#include <cassert>

namespace gammafield::exposure {

namespace {

std::vector<market::Spot> even_spots(market::Spot lowest, market::Spot highest, std::size_t count) {
  assert(lowest.value() > 0 && lowest <= highest);
  const double step = count > 1 ? (highest.value() - lowest.value()) / static_cast<double>(count - 1) : 0;
  std::vector<market::Spot> spots;
  spots.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const market::Spot spot{lowest.value() + static_cast<double>(i) * step};
    spots.push_back(std::min(spot, highest));
  }
  if (count > 1) spots.back() = highest;
  return spots;
}

}  // namespace

std::vector<ProfilePoint> curve(const RepricedBook& book, market::Spot lowest, market::Spot highest,
                                std::size_t count) {
  return book.profile(even_spots(lowest, highest, count));
}

std::vector<ProfilePoint> curve(const DynamicBook& book, market::Spot lowest, market::Spot highest, std::size_t count) {
  return book.profile(even_spots(lowest, highest, count));
}

}  // namespace gammafield::exposure
