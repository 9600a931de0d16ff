#include "engine/scenario.h"

#include <algorithm>
#include <cmath>

#include "exposure/by_strike.h"
#include "levels/curve_search.h"

namespace gammafield::engine {
namespace {

using exposure::Book;
using market::ImpliedVol;
using market::Spot;
using Spots = std::vector<Spot>;

constexpr double vol_point = 0.01;
constexpr double residual_max = 1e-8;  // of gross, as of every flip (levels/flip.h)

/// The world but for spot, as a rule that says what volatility does when spot moves.
struct World {
  market::Instant at;
  double shift = 0, beta = 0;

  [[nodiscard]] exposure::ScenarioState state(Spot there, Spot here) const {
    return {at, ImpliedVol{shift - (beta == 0 ? 0 : beta * std::log(there.value() / here.value()))}};
  }
};

exposure::ScenarioSlice slice_of(const Book& book, const World& world, Spot there) {
  return {book, exposure::states_at(book, world.state(there, book.spot()))};
}

/// GEX at every spot, and the dealers' delta there, and at the book's spot with the volatility that goes with it.
struct Column {
  std::vector<double> gex, there, here;
};

Column column_of_one_world(const Book& book, const World& world, const Spots& spots) {
  const exposure::ScenarioSlice slice = slice_of(book, world, book.spot());
  Column column;
  for (const auto gex : slice.repriced().net_gex(spots)) column.gex.push_back(gex.value());
  for (const auto delta : slice.delta(spots)) column.there.push_back(delta.value());
  column.here.assign(spots.size(), slice.delta(std::vector{book.spot()})[0].value());
  return column;
}

Column column(const Book& book, const World& world, const Spots& spots) {
  if (world.beta == 0) return column_of_one_world(book, world, spots);
  Column column;
  for (const Spot spot : spots) {
    const exposure::ScenarioSlice slice = slice_of(book, world, spot);
    const auto deltas = slice.delta(std::vector{spot, book.spot()});
    column.gex.push_back(slice.repriced().net_gex(spot).value());
    column.there.push_back(deltas[0].value());
    column.here.push_back(deltas[1].value());
  }
  return column;
}

/// The columns that a slice's flow is told apart by: neither, one or both of time and volatility moved.
struct Corners {
  const Column &unmoved, &time, &vol, &both;

  [[nodiscard]] exposure::CornerDeltas at(std::size_t i) const {
    return {.here = unmoved.here[i],
            .spot = unmoved.there[i],
            .time = time.here[i],
            .vol = vol.here[i],
            .spot_time = time.there[i],
            .spot_vol = vol.there[i],
            .time_vol = both.here[i],
            .all = both.there[i]};
  }
};

exposure::FlowDecomposition scaled(exposure::FlowDecomposition flow, double scale) {
  for (market::Shares* part : {&flow.total, &flow.gamma, &flow.vanna, &flow.charm, &flow.cross, &flow.residual})
    *part = market::Shares{part->value() * scale};
  return flow;
}

std::vector<ScenarioNode> nodes_of(const Spots& spots, const Corners& corners, double x_scale) {
  std::vector<ScenarioNode> nodes;
  for (std::size_t i = 0; i < spots.size(); ++i) {
    nodes.push_back({spots[i], market::UsdPerPercent{corners.both.gex[i]},
                     market::Usd{corners.both.there[i] * spots[i].value()},
                     scaled(exposure::decomposed(corners.at(i)), x_scale)});
  }
  return nodes;
}

levels::NoLevel sign_everywhere(const std::vector<ScenarioNode>& nodes) {
  const auto is_positive = [](const ScenarioNode& node) { return node.net_gex.value() > 0; };
  const auto is_negative = [](const ScenarioNode& node) { return node.net_gex.value() < 0; };
  if (std::ranges::any_of(nodes, is_positive)) return levels::NoLevel::positive_everywhere;
  if (std::ranges::any_of(nodes, is_negative)) return levels::NoLevel::negative_everywhere;
  return levels::NoLevel::no_exposure;
}

/// Where volatility moves with spot, the book is another at every spot: the sign changes between nodes are searched.
levels::Level<Spot> flip_between_nodes(const Book& book, const World& world, const std::vector<ScenarioNode>& nodes) {
  const auto repriced = [&](Spot spot) { return slice_of(book, world, spot).repriced(); };
  const levels::Curve net = [&](Spot spot) { return repriced(spot).net_gex(spot).value(); };
  const auto distance = [&](Spot spot) { return std::abs(std::log(spot.value() / book.spot().value())); };
  std::optional<Spot> nearest;
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    const levels::CurvePoint low{nodes[i - 1].spot, nodes[i - 1].net_gex.value()};
    const levels::CurvePoint high{nodes[i].spot, nodes[i].net_gex.value()};
    if (low.value == 0 || high.value == 0 || (low.value < 0) == (high.value < 0)) continue;
    const Spot root = levels::crossing(net, low, high);
    if (std::abs(net(root)) > residual_max * repriced(root).gross_gex(root).value()) continue;
    if (!nearest || distance(root) < distance(*nearest)) nearest = root;
  }
  if (nearest) return *nearest;
  return base::failure(sign_everywhere(nodes));
}

void add_levels(ScenarioSlice& slice, const Book& book, const World& world, const levels::LevelSettings& settings) {
  const auto states = exposure::states_at(book, world.state(book.spot(), book.spot()));
  const auto strikes = exposure::by_strike(exposure::book_at(book, states));
  slice.call_wall = levels::call_wall(strikes, book.spot(), settings.call_basis, settings.call_wall_side);
  slice.put_wall = levels::put_wall(strikes, book.spot(), settings.put_wall_rule);
  if (world.beta != 0) {
    slice.flip = flip_between_nodes(book, world, slice.nodes);
    return;
  }
  const auto flips = levels::repriced_flips(exposure::RepricedBook{book, states}, settings.flip_domain);
  slice.flip = flips.primary.map([](const levels::GammaFlip& flip) { return flip.price; });
}

}  // namespace

ScenarioCube scenario_cube(const Analysis& analysis, const ScenarioRequest& request) {
  const Book& book = analysis.book;
  const market::Instant now = analysis.priced->chain->as_of;
  const Spots spots = exposure::scenario_spots(book.spot(), request.spot_range, request.spot_points);
  const auto world = [&](market::Instant at, double points) { return World{at, points * vol_point, request.vol_beta}; };

  const Column unmoved = column(book, {now, 0, 0}, spots);
  std::vector<Column> moved_now;
  for (const double points : request.vol_points) moved_now.push_back(column(book, world(now, points), spots));

  ScenarioCube cube{request.vol_beta, {}};
  for (const ScenarioTime& time : request.times) {
    const Column later = column(book, {time.at, 0, 0}, spots);
    for (std::size_t v = 0; v < request.vol_points.size(); ++v) {
      const World then = world(time.at, request.vol_points[v]);
      const Column both = column(book, then, spots);
      ScenarioSlice& slice = cube.slices.emplace_back();
      slice.time = time;
      slice.vol_points = request.vol_points[v];
      slice.nodes = nodes_of(spots, {unmoved, later, moved_now[v], both}, analysis.report.settings.x_scale);
      add_levels(slice, book, then, analysis.report.settings.levels);
    }
  }
  return cube;
}

}  // namespace gammafield::engine
