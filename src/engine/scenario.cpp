#include "engine/scenario.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <map>
#include <set>
#include <utility>

#include "base/side_by_side.h"
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
  friend auto operator<=>(const World&, const World&) = default;

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

Column column_of(const exposure::ScenarioSlice& slice, const Spots& spots, Spot here) {
  Column column;
  for (const auto gex : slice.repriced().net_gex(spots)) column.gex.push_back(gex.value());
  for (const auto delta : slice.delta(spots)) column.there.push_back(delta.value());
  column.here.assign(spots.size(), slice.delta(std::vector{here})[0].value());
  return column;
}

/// Where volatility moves with spot: the book is another at every spot.
Column column_of_moving_vols(const Book& book, const World& world, const Spots& spots) {
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

levels::NoLevel sign_everywhere(const std::vector<double>& gex) {
  if (std::ranges::any_of(gex, [](double at) { return at > 0; })) return levels::NoLevel::positive_everywhere;
  if (std::ranges::any_of(gex, [](double at) { return at < 0; })) return levels::NoLevel::negative_everywhere;
  return levels::NoLevel::no_exposure;
}

/// Where volatility moves with spot: the sign changes between nodes are searched.
levels::Level<Spot> flip_between_nodes(const Book& book, const World& world, const Spots& spots,
                                       const std::vector<double>& gex) {
  const auto repriced = [&](Spot spot) { return slice_of(book, world, spot).repriced(); };
  const levels::Curve net = [&](Spot spot) { return repriced(spot).net_gex(spot).value(); };
  const auto distance = [&](Spot spot) { return std::abs(std::log(spot.value() / book.spot().value())); };
  std::optional<Spot> nearest;
  for (std::size_t i = 1; i < spots.size(); ++i) {
    const levels::CurvePoint low{spots[i - 1], gex[i - 1]}, high{spots[i], gex[i]};
    if (low.value == 0 || high.value == 0 || (low.value < 0) == (high.value < 0)) continue;
    const Spot root = levels::crossing(net, low, high);
    if (std::abs(net(root)) > residual_max * repriced(root).gross_gex(root).value()) continue;
    if (!nearest || distance(root) < distance(*nearest)) nearest = root;
  }
  if (nearest) return *nearest;
  return base::failure(sign_everywhere(gex));
}

/// All that is asked of one world.
struct Answer {
  Column column;
  levels::Level<Spot> flip;
  levels::Level<levels::WallStrike> call_wall, put_wall;
};

Answer answer_of(const Book& book, const World& world, const Spots& spots, const levels::LevelSettings& settings) {
  const auto states = exposure::states_at(book, world.state(book.spot(), book.spot()));
  const auto strikes = exposure::by_strike(exposure::book_at(book, states));
  Answer answer;
  answer.call_wall = levels::call_wall(strikes, book.spot(), settings.call_basis, settings.call_wall_side);
  answer.put_wall = levels::put_wall(strikes, book.spot(), settings.put_wall_rule);
  if (world.beta != 0) {
    answer.column = column_of_moving_vols(book, world, spots);
    answer.flip = flip_between_nodes(book, world, spots, answer.column.gex);
    return answer;
  }
  const exposure::ScenarioSlice slice{book, states};
  answer.column = column_of(slice, spots, book.spot());
  const auto flips = levels::repriced_flips(slice.repriced(), settings.flip_domain);
  answer.flip = flips.primary.map([](const levels::GammaFlip& flip) { return flip.price; });
  return answer;
}

/// Worlds that slices share are answered once, on two threads.
std::map<World, Answer> answers_of(const Analysis& analysis, const std::set<World>& worlds, const Spots& spots) {
  std::map<World, Answer> answers;
  std::vector<std::pair<const World, Answer>*> todo;
  for (const World& world : worlds) todo.push_back(&*answers.try_emplace(world).first);
  const auto& settings = analysis.report.settings;
  const std::size_t threads = settings.pricing.threads == 0 ? 2 : settings.pricing.threads;
  base::side_by_side(todo.size(), threads, [&](std::size_t i) {
    todo[i]->second = answer_of(analysis.book, todo[i]->first, spots, settings.levels);
  });
  return answers;
}

}  // namespace

ScenarioCube scenario_cube(const Analysis& analysis, const ScenarioRequest& request) {
  const Book& book = analysis.book;
  const market::Instant now = analysis.priced->chain->as_of;
  const Spots spots = exposure::scenario_spots(book.spot(), request.spot_range, request.spot_points);
  const auto world = [&](market::Instant at, double points) { return World{at, points * vol_point, request.vol_beta}; };

  const World unmoved{now, 0, 0};
  std::set<World> worlds{unmoved};
  for (const double points : request.vol_points) {
    worlds.insert(world(now, points));
    for (const ScenarioTime& time : request.times) worlds.insert({World{time.at, 0, 0}, world(time.at, points)});
  }
  const auto answers = answers_of(analysis, worlds, spots);
  const auto column = [&](const World& of) -> const Column& { return answers.at(of).column; };

  ScenarioCube cube{request.vol_beta, {}};
  for (const ScenarioTime& time : request.times) {
    for (const double points : request.vol_points) {
      const Answer& then = answers.at(world(time.at, points));
      const Corners corners{column(unmoved), column({time.at, 0, 0}), column(world(now, points)), then.column};
      cube.slices.push_back({time, points, nodes_of(spots, corners, analysis.report.settings.x_scale), then.flip,
                             then.call_wall, then.put_wall});
    }
  }
  return cube;
}

}  // namespace gammafield::engine
