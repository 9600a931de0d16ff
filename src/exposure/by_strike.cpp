#include "exposure/by_strike.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "exposure/exposure_sum.h"

namespace gammafield::exposure {
namespace {

/// Holdings by strike; those of one strike stay in the book's order, so that the sums are always taken the same way.
std::vector<std::uint32_t> strike_order(const std::vector<Holding>& holdings) {
  std::vector<std::uint32_t> order(holdings.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t index) { return std::pair{holdings[index].strike, index}; });
  return order;
}

}  // namespace

std::vector<StrikeExposure> by_strike(const Book& book) {
  std::vector<StrikeExposure> bars;
  const std::vector<std::uint32_t> order = strike_order(book.holdings);
  for (auto next = order.begin(); next != order.end();) {
    StrikeExposure bar;
    bar.strike = book.holdings[*next].strike;
    ExposureSum sum;
    for (; next != order.end() && book.holdings[*next].strike == bar.strike; ++next) sum.add(book.holdings[*next]);
    sum.write_to(bar);
    bars.push_back(bar);
  }
  return bars;
}

}  // namespace gammafield::exposure
