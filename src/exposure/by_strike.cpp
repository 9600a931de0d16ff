#include "exposure/by_strike.h"

#include "exposure/exposure_sum.h"
#include "market/strike_positions.h"

namespace gammafield::exposure {
namespace {

std::vector<market::Strike> strikes_of(const std::vector<Holding>& holdings) {
  std::vector<market::Strike> strikes;
  strikes.reserve(holdings.size());
  for (const Holding& holding : holdings) strikes.push_back(holding.strike);
  return strikes;
}

}  // namespace

/// Holdings of one strike are added in the book's order, so that the sums are always taken the same way.
std::vector<StrikeExposure> by_strike(const Book& book) {
  const auto [strikes, positions] = market::strike_positions(strikes_of(book.holdings));
  std::vector<ExposureSum> sums(strikes.size());
  for (std::size_t i = 0; i < positions.size(); ++i) sums[positions[i]].add(book.holdings[i]);
  std::vector<StrikeExposure> bars(strikes.size());
  for (std::size_t i = 0; i < strikes.size(); ++i) {
    bars[i].strike = strikes[i];
    sums[i].write_to(bars[i]);
  }
  return bars;
}

}  // namespace gammafield::exposure
