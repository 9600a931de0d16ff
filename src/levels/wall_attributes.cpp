#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

#include "levels/half_life.h"
#include "levels/wall.h"
#include "levels/wall_attributes.h"

namespace gammafield::levels {
namespace {

using exposure::Book;
using exposure::Holding;
using exposure::RepricedBook;

MechanicalEffect effect_of(double net) { return net >= 0 ? MechanicalEffect::dampening : MechanicalEffect::amplifying; }

std::vector<Holding> holdings_at(const Book& book, market::Strike strike) {
  std::vector<Holding> found;
  std::ranges::copy_if(book.holdings, std::back_inserter(found),
                       [&](const Holding& one) { return one.strike == strike; });
  return found;
}

double net_of(std::span<const Holding> holdings) {
  double net = 0;
  for (const Holding& one : holdings) net += one.net_gex.value();
  return net;
}

std::vector<ClassShare> expiry_mix(const market::ChainSnapshot& chain, std::span<const Holding> holdings) {
  std::map<market::ExpiryClass, double> gross_of_class;
  double gross = 0;
  for (const Holding& one : holdings) {
    gross_of_class[chain.expiries[one.expiry].expiry_class] += one.gross_gex.value();
    gross += one.gross_gex.value();
  }
  std::vector<ClassShare> mix;
  for (const auto& [expiry_class, of_class] : gross_of_class)
    if (of_class > 0) mix.push_back({expiry_class, of_class / gross});
  std::ranges::sort(mix, {}, [](const ClassShare& one) { return std::pair{-one.share, one.expiry_class}; });
  return mix;
}

void add_distances(Wall& wall, market::Spot spot, std::optional<double> expected_move_fraction) {
  const double strike = wall.at.strike.value();
  wall.distance_points = strike - spot.value();
  wall.distance_pct = 100 * (strike / spot.value() - 1);
  if (expected_move_fraction && *expected_move_fraction > 0)
    wall.distance_expected_moves = std::log(strike / spot.value()) / *expected_move_fraction;
}

void add_flow(Wall& wall, const RepricedBook& repriced, market::Spot here) {
  const market::Spot there{wall.at.strike.value()};
  wall.flow_to_reach = repriced.hedging_flow(here, there);
  wall.flow_to_reach_usd = market::Usd{wall.flow_to_reach.value() * 0.5 * (here.value() + there.value())};
}

}  // namespace

Wall with_attributes(const WallStrike& at, const Book& book, const RepricedBook& repriced,
                     std::optional<double> expected_move_fraction) {
  return with_attributes(at, holdings_at(book, at.strike), *book.priced, repriced, book.spot(), expected_move_fraction);
}

Wall with_attributes(const WallStrike& at, std::span<const Holding> holdings, const pricing::PricedChain& priced,
                     const RepricedBook& repriced, market::Spot spot, std::optional<double> expected_move_fraction) {
  Wall wall;
  wall.at = at;
  wall.strength = market::UsdPerPercent{std::abs(at.value.value())};
  wall.effect_at_strike = effect_of(net_of(holdings));
  wall.effect_of_book = effect_of(repriced.net_gex(market::Spot{at.strike.value()}).value());
  add_distances(wall, spot, expected_move_fraction);
  add_flow(wall, repriced, spot);
  wall.expiry_mix = expiry_mix(*priced.chain, holdings);
  wall.half_life = half_life(priced, spot, holdings, at.measure);
  return wall;
}

}  // namespace gammafield::levels
