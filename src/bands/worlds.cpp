#include "bands/worlds.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/compensated_sum.h"
#include "exposure/by_strike.h"
#include "kernels/column_mixes.h"

namespace gammafield::bands {
namespace {

std::vector<market::UsdPerPercent> gross_gex_of(const exposure::Book& book) {
  std::vector<market::UsdPerPercent> gross;
  for (const exposure::Holding& holding : book.holdings) gross.push_back(holding.gross_gex);
  return gross;
}

Quantiles<market::UsdPerPercent> quantiles_of(std::vector<double> values) {
  auto from = values.begin();  // what is left of it is not above it
  return Quantiles<market::UsdPerPercent>::from([&](double level) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(quantile_index(level, values.size()));
    std::nth_element(from, at, values.end());
    from = at;
    return market::UsdPerPercent{*at};
  });
}

/// Net GEX, a draw each.
std::vector<double> net_of_draws(const StrikesThere& there, const DrawColumns& draws) {
  const kernels::MixColumns columns = draws.columns();
  std::vector<base::CompensatedSum> sums(columns.count);
  for (std::size_t part = 0; part < there.worth.size(); ++part) sums[there.cells.cells()[part]].add(there.worth[part]);
  std::vector<double> of_cells, net(columns.length);
  for (const auto& sum : sums) of_cells.push_back(sum.value());
  kernels::column_mixes(columns, 1, of_cells.data(), net.data());
  net.resize(draws.count());
  return net;
}

std::vector<FanPoint> fan_of(const CellProfiles& profiles, const Draws& draws) {
  const auto& even = profiles.even();
  std::vector<std::vector<double>> net(even.size(), std::vector<double>(draws.count()));
  profiles.columns().visit(draws, [&](std::size_t draw, std::span<const double> values) {
    for (std::size_t i = 0; i < even.size(); ++i) net[i][draw] = values[even[i]];
  });
  std::vector<FanPoint> fan;
  for (std::size_t i = 0; i < even.size(); ++i)
    fan.push_back({profiles.spots()[even[i]], quantiles_of(std::move(net[i]))});
  return fan;
}

void take_ranks(WallOdds& odds, const WallOdds& then) {
  for (StrikeOdds& at : odds.strikes) {
    const auto found = std::ranges::find(then.strikes, at.strike, &StrikeOdds::strike);
    at.expected_rank = found != then.strikes.end() ? found->expected_rank : std::nullopt;
  }
}

}  // namespace

levels::Level<std::shared_ptr<const Worlds>> Worlds::of(const exposure::Book& book,
                                                        std::span<const WeightedModel> models,
                                                        const BandSettings& settings,
                                                        const levels::LevelSettings& level_settings) {
  assert(settings.draws > 0 && settings.domain.low < 1 && settings.domain.high > 1);
  if (std::ranges::none_of(book.holdings, [](const auto& holding) { return holding.gross_gex.value() > 0; }))
    return base::failure(levels::NoLevel::empty_book);
  return std::shared_ptr<const Worlds>{new Worlds{book, cells_of(book, models), models, settings, level_settings}};
}

Worlds::Worlds(const exposure::Book& book, const std::vector<Cell>& cells, std::span<const WeightedModel> models,
               const BandSettings& settings, const levels::LevelSettings& level_settings)
    : call_rule_(levels::call_wall_rule(level_settings.call_basis, level_settings.call_wall_side)),
      put_rule_(levels::put_wall_rule(level_settings.put_wall_rule)),
      draws_(cells, models, prior_of(settings.prior, settings.widening), settings.seed, settings.draws),
      columns_(draws_),
      profiles_(book, cells, settings.domain),
      flips_(profiles_, draws_),
      strike_cells_(book, exposure::by_strike(book), cells) {
  bands_.prior = settings.prior;
  bands_.widening = settings.widening;
  bands_.draws = settings.draws;
  if (settings.fan) bands_.fan = fan_of(profiles_, draws_);
  const auto strikes = exposure::by_strike(book);
  const auto worth = strike_cells_.worth(gross_gex_of(book));
  const StrikesThere here{book.spot(), strikes, strike_cells_, worth};
  tell(bands_, here);
  add_ranks(bands_.call_wall, here, draws_, call_rule_);
  add_ranks(bands_.put_wall, here, draws_, put_rule_);
}

Bands Worlds::at(market::Spot spot, std::span<const exposure::StrikeExposure> strikes,
                 std::span<const market::UsdPerPercent> gross_gex) const {
  const auto worth = strike_cells_.worth(gross_gex);
  Bands bands = bands_;
  tell(bands, {spot, strikes, strike_cells_, worth});
  take_ranks(bands.call_wall, bands_.call_wall);
  take_ranks(bands.put_wall, bands_.put_wall);
  return bands;
}

void Worlds::tell(Bands& bands, const StrikesThere& there) const {
  std::vector<double> net = net_of_draws(there, columns_);
  const auto positive = std::ranges::count_if(net, [](double value) { return value > 0; });
  bands.p_positive = static_cast<double>(positive) / static_cast<double>(draws_.count());
  bands.regime = regime_odds(bands.p_positive);
  bands.net_gex = quantiles_of(std::move(net));
  bands.flip = flips_.at(there.spot);
  bands.call_wall = wall_odds(there, columns_, call_rule_);
  bands.put_wall = wall_odds(there, columns_, put_rule_);
}

}  // namespace gammafield::bands
