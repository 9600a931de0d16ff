#include "pricing/smile_arbitrage.h"

#include <algorithm>
#include <cmath>

namespace gammafield::pricing {
namespace {

constexpr double reach = 1.5, widths = 10;
constexpr std::size_t intervals = 400;

}  // namespace

double durrleman(double k, const VarianceAt& at) {
  if (!(at.w > 0)) return -1;
  const double across = 1 - 0.5 * k * at.slope / at.w;
  return across * across - 0.25 * at.slope * at.slope * (1 / at.w + 0.25) + 0.5 * at.curvature;
}

std::vector<double> check_places(double width, std::size_t stride) {
  std::vector<double> places;
  places.reserve(2 * (intervals / stride + 1));
  for (const double half : {reach, std::min(widths * width, reach)})
    for (std::size_t i = 0; i <= intervals; i += stride)
      places.push_back(half * (2.0 * static_cast<double>(i) / static_cast<double>(intervals) - 1));
  return places;
}

}  // namespace gammafield::pricing
