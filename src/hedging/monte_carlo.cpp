#include "hedging/monte_carlo.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <optional>
#include <thread>

#include "base/side_by_side.h"
#include "hedging/tally.h"
#include "hedging/theory.h"
#include "hedging/world.h"
#include "statistics/proportion.h"

namespace gammafield::hedging {
namespace {

using statistics::Estimate;
using statistics::wilson;

/// Enough that what is computed once for a block's paths costs little, few enough that their states stay in the cache.
constexpr std::uint64_t paths_a_block = 64;

struct Told {
  std::optional<Tally> tally;
  std::optional<base::Refusal> refusal;
};

Told run_block(const Scenario& scenario, std::span<const Conditions> all, std::uint64_t seed, std::uint64_t first,
               std::uint64_t paths) {
  World world{scenario, all, seed, first, paths};
  Teller teller{scenario, first, paths};
  if (auto refusal = world.run(teller)) return {{}, std::move(refusal)};
  return {teller.told(world), {}};
}

/// sqrt of a mean variance, a year.
Compared volatilities(const Moments& variance, double years) {
  const auto [with, without, _a, _b] = variance.means();
  const double a = std::sqrt(with / years), b = std::sqrt(without / years), ratio = b > 0 ? a / b : 1;
  return {estimate(a, a > 0 ? variance.error({1 / (2 * a * years)}) : 0),
          estimate(b, b > 0 ? variance.error({0, 1 / (2 * b * years)}) : 0),
          estimate(ratio, a > 0 && b > 0 ? variance.error({ratio / (2 * with), -ratio / (2 * without)}) : 0)};
}

/// Of ln(end / start): sqrt of its variance, a year.
Compared end_volatilities(const Moments& ends, double years) {
  const auto [mean, square, mean0, square0] = ends.means();
  const double v = square - mean * mean, v0 = square0 - mean0 * mean0;
  const double a = std::sqrt(std::max(0.0, v) / years), b = std::sqrt(std::max(0.0, v0) / years);
  const double ratio = b > 0 ? a / b : 1;
  const double da = a > 0 ? 1 / (2 * a * years) : 0, db = b > 0 ? 1 / (2 * b * years) : 0;
  const double ra = v > 0 ? ratio / (2 * v) : 0, rb = v0 > 0 ? ratio / (2 * v0) : 0;
  return {estimate(a, ends.error({-2 * mean * da, da})), estimate(b, ends.error({0, 0, -2 * mean0 * db, db})),
          estimate(ratio, ends.error({-2 * mean * ra, ra, 2 * mean0 * rb, -rb}))};
}

/// Sum of a over sum of b, with and without; change: the difference.
Compared ratios(const Moments& of) {
  const auto [a, b, a0, b0] = of.means();
  const double r = b > 0 ? a / b : 0, r0 = b0 > 0 ? a0 / b0 : 0;
  const double ib = b > 0 ? 1 / b : 0, ib0 = b0 > 0 ? 1 / b0 : 0;
  return {estimate(r, of.error({ib, -r * ib})), estimate(r0, of.error({0, 0, ib0, -r0 * ib0})),
          estimate(r - r0, of.error({ib, -r * ib, -ib0, r0 * ib0}))};
}

Compared means(const Moments& of) {
  const auto m = of.means();
  return {estimate(m[0], of.error({1})), estimate(m[1], of.error({0, 1})), estimate(m[0] - m[1], of.error({1, -1}))};
}

/// Shares of paths: Wilson for each, the paired difference for what lies between them.
Compared shares(const std::array<std::uint64_t, 2>& hits, std::uint64_t n, const Moments& pairs) {
  return {wilson(hits[0], n), wilson(hits[1], n), means(pairs).change};
}

LevelOutcome level_outcome(const Level& level, const Tally::LevelTally& tally, std::uint64_t n) {
  LevelOutcome outcome{.level = level,
                       .touched = shares(tally.touched, n, tally.touches),
                       .held = ratios(tally.races),
                       .decided_with = tally.held[0] + tally.broken[0],
                       .decided_without = tally.held[1] + tally.broken[1],
                       .ends_beyond = shares(tally.beyond, n, tally.ends)};
  outcome.held.with = wilson(tally.held[0], outcome.decided_with);
  outcome.held.without = wilson(tally.held[1], outcome.decided_without);
  return outcome;
}

Estimate mean(const Moments& powers) { return estimate(powers.means()[0], powers.error({1})); }

Estimate deviation(const Moments& powers) {
  const auto m = powers.means();
  const double sd = std::sqrt(std::max(0.0, m[1] - m[0] * m[0]));
  return estimate(sd, sd > 0 ? powers.error({-m[0] / sd, 1 / (2 * sd)}) : 0);
}

DealerOutcome dealer_outcome(const std::string& name, const Tally::DealerTally& tally) {
  const auto& parts = tally.parts;
  return {name,           mean(parts[0]),      mean(parts[1]), mean(parts[2]),
          mean(parts[3]), mean(parts[4]),      mean(parts[5]), mean(parts[6]),
          mean(parts[7]), deviation(parts[7]), mean(parts[8]), estimate(parts[8].means()[1], parts[8].error({0, 1}))};
}

std::vector<FanColumn> fan_of(const Scenario& scenario, const Tally& tally) {
  constexpr std::array<double, 5> at = {0.05, 0.25, 0.5, 0.75, 0.95};
  const auto columns = fan_steps(steps(scenario));
  // blocks come path after path within a step: spots of one column are gathered, whatever their order
  const std::uint64_t drawn = std::min(tally.paths, Tally::fan_paths);
  std::vector<FanColumn> fan;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    FanColumn column{Minutes{static_cast<double>(columns[c] + 1) * scenario.step.value()}};
    for (std::size_t side = 0; side < 2; ++side) {
      std::vector<float> spots;
      for (std::uint64_t first = 0; first < drawn; first += paths_a_block) {
        const std::uint64_t in_block = std::min(paths_a_block, drawn - first);
        const std::size_t begin = 2 * (first * columns.size() + c * in_block);
        for (std::uint64_t i = 0; i < in_block; ++i) spots.push_back(tally.fan[begin + 2 * i + side]);
      }
      std::ranges::sort(spots);
      for (std::size_t q = 0; q < at.size(); ++q) {
        const auto place = static_cast<std::size_t>(at[q] * static_cast<double>(spots.size() - 1) + 0.5);
        (side == 0 ? column.with : column.without)[q] = scenario.spot.value() * std::exp(double{spots[place]});
      }
    }
    fan.push_back(column);
  }
  return fan;
}

std::vector<FlowAtPrice> flow_of(const Scenario& scenario, const Tally& tally) {
  const auto range = bin_range(scenario);
  const auto n = static_cast<double>(tally.paths);
  const auto price = [&](std::size_t i) {
    return market::Spot{scenario.spot.value() * std::exp(range.low + range.width * static_cast<double>(i))};
  };
  std::vector<FlowAtPrice> flow;
  for (std::size_t i = 0; i < tally.bins.size(); ++i) {
    const auto& bin = tally.bins[i];
    flow.push_back({price(i), price(i + 1), market::Usd{bin.bought / n}, market::Usd{bin.sold / n},
                    Minutes{static_cast<double>(bin.steps) * scenario.step.value() / n}});
  }
  return flow;
}

Outcome outcome_of(const Scenario& scenario, const Tally& tally, std::uint64_t seed) {
  const double years = years_of(scenario.minutes).value();
  Outcome outcome;
  outcome.paths = tally.paths;
  outcome.seed = seed;
  outcome.steps = steps(scenario);
  outcome.feedback = feedback(scenario);
  outcome.effective_volatility_theory = effective_volatility_ratio(outcome.feedback.c);
  outcome.realised_volatility = volatilities(tally.variance, years);
  outcome.end_volatility = end_volatilities(tally.ends, years);
  outcome.autocorrelation = ratios(tally.correlation);
  if (scenario.pin) outcome.pinned = shares(tally.pinned, tally.paths, tally.pins);
  outcome.lowest = means(tally.lows);
  outcome.highest = means(tally.highs);
  outcome.overshooting_share = static_cast<double>(tally.overshoots) / static_cast<double>(tally.path_steps);
  outcome.largest_imbalance = tally.largest_imbalance;
  for (std::size_t i = 0; i < scenario.levels.size(); ++i)
    outcome.levels.push_back(level_outcome(scenario.levels[i], tally.levels[i], tally.paths));
  for (std::size_t i = 0; i < scenario.dealers.size(); ++i)
    outcome.dealers.push_back(dealer_outcome(scenario.dealers[i].name, tally.dealers[i]));
  outcome.fan = fan_of(scenario, tally);
  outcome.flow_at_price = flow_of(scenario, tally);
  return outcome;
}

}  // namespace

base::Result<Outcome, base::Refusal> simulate(const Scenario& scenario, const MonteCarlo& how) {
  const auto all = schedule(scenario);
  const std::uint64_t blocks = (how.paths + paths_a_block - 1) / paths_a_block;
  const std::size_t threads = how.threads > 0 ? how.threads : std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::unique_ptr<Told>> ready(blocks);  // those waiting for their turn
  Tally tally;
  std::optional<base::Refusal> refusal;
  std::atomic<bool> stopped = false;
  const auto ahead = [&](std::size_t block) {
    if (stopped) return;
    const std::uint64_t first = block * paths_a_block;
    ready[block] =
        std::make_unique<Told>(run_block(scenario, all, how.seed, first, std::min(paths_a_block, how.paths - first)));
  };
  const auto turn = [&](std::size_t block) {
    const auto told = std::move(ready[block]);
    if (!told || refusal) return;
    if (told->refusal) {
      refusal = std::move(told->refusal);
      stopped = true;
    } else if (block == 0) {
      tally = std::move(*told->tally);
    } else {
      tally.merge(std::move(*told->tally));
    }
    if (how.progress) how.progress(std::min(how.paths, (block + 1) * paths_a_block));
  };
  base::ahead_and_in_turn(blocks, threads, ahead, turn);
  if (refusal) return base::failure(*refusal);
  return outcome_of(scenario, tally, how.seed);
}

}  // namespace gammafield::hedging
