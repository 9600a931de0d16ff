#include "hedging/tally.h"

#include <algorithm>
#include <cmath>

namespace gammafield::hedging {
namespace {

constexpr std::size_t fan_columns = 65;

void merge_levels(std::vector<Tally::LevelTally>& into, const std::vector<Tally::LevelTally>& from) {
  for (std::size_t i = 0; i < into.size(); ++i) {
    for (std::size_t side = 0; side < 2; ++side) {
      into[i].touched[side] += from[i].touched[side];
      into[i].held[side] += from[i].held[side];
      into[i].broken[side] += from[i].broken[side];
      into[i].beyond[side] += from[i].beyond[side];
    }
    into[i].touches.merge(from[i].touches);
    into[i].races.merge(from[i].races);
    into[i].ends.merge(from[i].ends);
  }
}

}  // namespace

std::vector<std::size_t> fan_steps(std::size_t steps) {
  std::vector<std::size_t> at;
  const std::size_t every = std::max<std::size_t>(1, (steps + fan_columns - 1) / fan_columns);
  for (std::size_t step = every - 1; step < steps; step += every) at.push_back(step);
  if (at.empty() || at.back() != steps - 1) at.push_back(steps - 1);
  return at;
}

BinRange bin_range(const Scenario& scenario) {
  constexpr double deviations = 4;
  const double sessions = scenario.minutes.value() / minutes_a_session;
  const double half = std::max(1e-4, deviations * session_move(scenario) * std::sqrt(sessions));
  return {-half, 2 * half / BinRange::count};
}

void Tally::merge(Tally&& other) {
  paths += other.paths;
  path_steps += other.path_steps;
  overshoots += other.overshoots;
  for (std::size_t side = 0; side < 2; ++side) pinned[side] += other.pinned[side];
  variance.merge(other.variance);
  ends.merge(other.ends);
  correlation.merge(other.correlation);
  pins.merge(other.pins);
  lows.merge(other.lows);
  highs.merge(other.highs);
  largest_imbalance = std::max(largest_imbalance, other.largest_imbalance);
  merge_levels(levels, other.levels);
  for (std::size_t i = 0; i < dealers.size(); ++i)
    for (std::size_t part = 0; part < dealers[i].parts.size(); ++part)
      dealers[i].parts[part].merge(other.dealers[i].parts[part]);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    bins[i].bought += other.bins[i].bought;
    bins[i].sold += other.bins[i].sold;
    bins[i].steps += other.bins[i].steps;
  }
  fan.insert(fan.end(), other.fan.begin(), other.fan.end());
}

Teller::Teller(const Scenario& scenario, std::uint64_t first, std::size_t paths)
    : scenario_(scenario),
      first_(first),
      paths_(paths),
      fan_steps_(fan_steps(steps(scenario))),
      in_fan_(steps(scenario)),
      range_(bin_range(scenario)) {
  for (const std::size_t step : fan_steps_) in_fan_[step] = true;
  for (auto& path : paths_) {
    for (auto& side : path.sides) {
      for (const auto& level : scenario.levels) {
        side.watches.emplace_back(level, scenario.race, session_move(scenario), std::log(scenario.spot.value()));
      }
    }
  }
  tally_.levels.resize(scenario.levels.size());
  tally_.dealers.resize(scenario.dealers.size());
  tally_.bins.resize(BinRange::count);
}

void Teller::Side::see(double log_return, double from_start) {
  square += log_return * log_return;
  product += log_return * last;
  last = log_return;
  end = from_start;
  lowest = std::min(lowest, from_start);
  highest = std::max(highest, from_start);
}

void Teller::stepped(const StepFacts& facts) {
  const std::size_t place = facts.path - first_;
  auto& path = paths_[place];
  const double start = std::log(scenario_.spot.value());
  path.sides[0].see(facts.after - facts.before, facts.after - start);
  path.sides[1].see(facts.alone_after - facts.alone_before, facts.alone_after - start);
  const double minute = static_cast<double>(facts.step + 1) * scenario_.step.value();
  for (auto& watch : path.sides[0].watches) watch.see(facts.after, minute);
  for (auto& watch : path.sides[1].watches) watch.see(facts.alone_after, minute);
  ++tally_.path_steps;
  tally_.overshoots += facts.overshoots;
  const double bin = std::floor((facts.before - start - range_.low) / range_.width);
  auto& at = tally_.bins[static_cast<std::size_t>(std::clamp(bin, 0.0, double{BinRange::count - 1}))];
  (facts.hedging > 0 ? at.bought : at.sold) += std::abs(facts.hedging);
  ++at.steps;
  if (in_fan_[facts.step] && facts.path < Tally::fan_paths) {
    tally_.fan.push_back(static_cast<float>(facts.after - start));
    tally_.fan.push_back(static_cast<float>(facts.alone_after - start));
  }
}

void Teller::tell_path(PathTally& path, Tally& tally) const {
  const auto& [with, without] = path.sides;
  tally.variance.add({with.square, without.square});
  tally.ends.add({with.end, with.end * with.end, without.end, without.end * without.end});
  tally.correlation.add({with.product, with.square, without.product, without.square});
  tally.lows.add({100 * std::expm1(with.lowest), 100 * std::expm1(without.lowest)});
  tally.highs.add({100 * std::expm1(with.highest), 100 * std::expm1(without.highest)});
  if (!scenario_.pin) return;
  const auto is_pinned = [&](const Side& side) {
    const double spot = scenario_.spot.value() * std::exp(side.end);
    return std::abs(spot - scenario_.pin->strike.value()) <= scenario_.pin->tolerance.value();
  };
  const bool a = is_pinned(with), b = is_pinned(without);
  tally.pinned[0] += a;
  tally.pinned[1] += b;
  tally.pins.add({static_cast<double>(a), static_cast<double>(b)});
}

void Teller::tell_levels(const PathTally& path, Tally& tally) const {
  using End = LevelWatch::End;
  const double start = std::log(scenario_.spot.value());
  for (std::size_t i = 0; i < tally.levels.size(); ++i) {
    auto& level = tally.levels[i];
    std::array<double, 2> touched = {}, held = {}, decided = {}, beyond = {};
    for (std::size_t side = 0; side < 2; ++side) {
      const auto& watch = path.sides[side].watches[i];
      touched[side] = watch.end() != End::untouched;
      held[side] = watch.end() == End::held;
      decided[side] = watch.end() == End::held || watch.end() == End::broken;
      beyond[side] = watch.is_beyond(start + path.sides[side].end);
      level.touched[side] += watch.end() != End::untouched;
      level.held[side] += watch.end() == End::held;
      level.broken[side] += watch.end() == End::broken;
      level.beyond[side] += watch.is_beyond(start + path.sides[side].end);
    }
    level.touches.add({touched[0], touched[1]});
    level.races.add({held[0], decided[0], held[1], decided[1]});
    level.ends.add({beyond[0], beyond[1]});
  }
}

void Teller::tell_dealers(World& world, std::size_t place, Tally& tally) const {
  for (std::size_t i = 0; i < tally.dealers.size(); ++i) {
    const auto totals = world.totals(place, i);
    const auto& of = totals.attribution;
    std::size_t part = 0;
    for (const auto usd : {of.gamma, of.theta, of.vega, of.delta, of.carry, of.cost, of.residual, of.total}) {
      const double x = usd.value();
      tally.dealers[i].parts[part++].add({x, x * x, x * x * x, x * x * x * x});
    }
    tally.dealers[i].parts[part].add({static_cast<double>(totals.trades), totals.turnover.value()});
  }
}

Tally Teller::told(World& world) {
  for (std::size_t place = 0; place < paths_.size(); ++place) {
    ++tally_.paths;
    tell_path(paths_[place], tally_);
    tell_levels(paths_[place], tally_);
    tell_dealers(world, place, tally_);
    tally_.largest_imbalance = std::max(tally_.largest_imbalance, world.imbalance(place));
  }
  return std::move(tally_);
}

}  // namespace gammafield::hedging
