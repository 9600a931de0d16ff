#include "bands/bands.h"

#include <algorithm>
#include <cassert>

#include "bands/cell_profiles.h"
#include "bands/cells.h"
#include "base/compensated_sum.h"
#include "exposure/by_strike.h"

namespace gammafield::bands {
namespace {

constexpr double sure_enough = 0.80;  // of the draws, docs/methods.md 1.4.14

double gross_of(const std::vector<exposure::Holding>& holdings) {
  base::CompensatedSum gross;
  for (const exposure::Holding& holding : holdings) gross.add(holding.gross_gex.value());
  return gross.value();
}

Quantiles<market::UsdPerPercent> quantiles_of(std::vector<double> values) {
  std::ranges::sort(values);
  return Quantiles<market::UsdPerPercent>::from(
      [&](double level) { return market::UsdPerPercent{values[quantile_index(level, values.size())]}; });
}

/// Net GEX at the book's spot, a draw each.
std::vector<double> net_of_draws(const std::vector<Cell>& cells, const Draws& draws) {
  MixedColumns column{cells.size(), 1};
  for (std::size_t cell = 0; cell < cells.size(); ++cell) column.column(cell)[0] = gross_of(cells[cell].holdings);
  std::vector<double> net(draws.count());
  column.visit(draws, [&](std::size_t draw, std::span<const double> sum) { net[draw] = sum[0]; });
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

}  // namespace

RegimeOdds regime_odds(double p_positive) {
  if (p_positive >= sure_enough) return RegimeOdds::positive;
  return 1 - p_positive >= sure_enough ? RegimeOdds::negative : RegimeOdds::uncertain;
}

std::string_view to_string(RegimeOdds odds) {
  switch (odds) {
    case RegimeOdds::positive: return "POSITIVE";
    case RegimeOdds::negative: return "NEGATIVE";
    case RegimeOdds::uncertain: return "UNCERTAIN";
  }
  return "";
}

levels::Level<Bands> find_bands(const exposure::Book& book, std::span<const WeightedModel> models,
                                const BandSettings& settings, const levels::LevelSettings& level_settings) {
  assert(settings.draws > 0 && settings.domain.low < 1 && settings.domain.high > 1);
  if (!(gross_of(book.holdings) > 0)) return base::failure(levels::NoLevel::empty_book);
  const std::vector<Cell> cells = cells_of(book, models);
  const Draws draws{cells, models, prior_of(settings.prior, settings.widening), settings.seed, settings.draws};
  const std::vector<double> net = net_of_draws(cells, draws);
  const auto positive = std::ranges::count_if(net, [](double value) { return value > 0; });
  const CellProfiles profiles{book, cells, settings.domain};
  const std::vector<exposure::StrikeExposure> strikes = exposure::by_strike(book);
  const auto odds = [&](const levels::WallRule& rule) { return wall_odds(strikes, cells, draws, book.spot(), rule); };

  Bands bands;
  bands.prior = settings.prior;
  bands.widening = settings.widening;
  bands.draws = settings.draws;
  bands.p_positive = static_cast<double>(positive) / static_cast<double>(draws.count());
  bands.regime = regime_odds(bands.p_positive);
  bands.net_gex = quantiles_of(net);
  bands.flip = flip_band(profiles, draws, book.spot());
  bands.call_wall = odds(levels::call_wall_rule(level_settings.call_basis, level_settings.call_wall_side));
  bands.put_wall = odds(levels::put_wall_rule(level_settings.put_wall_rule));
  if (settings.fan) bands.fan = fan_of(profiles, draws);
  return bands;
}

}  // namespace gammafield::bands
