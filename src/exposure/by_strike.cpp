#include "exposure/by_strike.h"

#include <algorithm>
#include <utility>

#include "exposure/exposure_sum.h"

namespace gammafield::exposure {
namespace {

struct Place {
  market::Strike strike;
  std::uint32_t index = 0;  ///< into the book's holdings
};

/// Holdings by strike; those of one strike stay in the book's order, so that the sums are always taken the same way.
std::vector<Place> by_strike_and_order(const std::vector<Holding>& holdings) {
  std::vector<Place> places;
  places.reserve(holdings.size());
  for (std::uint32_t i = 0; i < holdings.size(); ++i) places.push_back({holdings[i].strike, i});
  std::ranges::sort(places, {}, [](const Place& place) { return std::pair{place.strike, place.index}; });
  return places;
}

}  // namespace

std::vector<StrikeExposure> by_strike(const Book& book) {
  std::vector<StrikeExposure> bars;
  const std::vector<Place> places = by_strike_and_order(book.holdings);
  for (auto next = places.begin(); next != places.end();) {
    StrikeExposure bar;
    bar.strike = next->strike;
    ExposureSum sum;
    for (; next != places.end() && next->strike == bar.strike; ++next) sum.add(book.holdings[next->index]);
    sum.write_to(bar);
    bars.push_back(bar);
  }
  return bars;
}

}  // namespace gammafield::exposure
