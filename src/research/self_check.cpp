#include "research/self_check.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <span>
#include <utility>

#include "base/side_by_side.h"
#include "research/break_labels.h"
#include "research/day_figures.h"
#include "research/inside_walls.h"
#include "research/real_prices.h"
#include "research/wall_choice.h"

namespace gammafield::research {
namespace {

constexpr double size = 0.05;

/// What walls are compared with. Real prices are one path, on which one expected move and a round number hold as often
/// as they do: there only levels are drawn anew that might as well have been the walls.
std::vector<Baseline> baselines(bool real_prices) {
  if (real_prices) return {Baseline::random_price, Baseline::stale_wall, Baseline::shuffled_date};
  std::vector<Baseline> all;
  for (std::size_t i = 0; i < baseline_count; ++i) all.push_back(static_cast<Baseline>(i));
  return all;
}

/// Every study's cells of one world. Fewer draws than a study takes: more would only make it slower.
std::vector<MeasuredCell> all_cells(const SymbolDays& world, bool real_prices) {
  const std::span days(&world, 1);
  HitRateStudy study;
  study.bases = {WallBasis::net};
  study.rules = {HitRule::race, HitRule::close, HitRule::excursion};
  study.baselines = baselines(real_prices);
  study.baseline.draws = 50;
  auto cells = hit_rates(days, study);
  const auto add = [&](std::vector<MeasuredCell> more) { std::ranges::move(more, std::back_inserter(cells)); };
  add(break_labels(days,
                   {.against_walk = !real_prices, .baselines = {Baseline::random_price}, .baseline = study.baseline}));
  add(volatility_by_regime(days));
  auto half_hour = last_half_hour(days);
  if (real_prices) half_hour.resize(1);  // the difference by made-up GEX; how prices go on by themselves is theirs
  add(std::move(half_hour));
  if (!real_prices) add(pinning(days));
  add(wall_strength(days, study));
  constexpr double thresholds[] = {0, 0.2};
  add(wall_hysteresis(days, thresholds, study));
  add(inside_walls(days, {.baselines = {Baseline::shuffled_date}, .baseline = study.baseline}));
  return cells;
}

std::string name_of(const Cell& cell, const Comparison& comparison) {
  std::string name = cell.measure;
  for (const auto& [key, value] : cell.keys) name += key == "symbol" ? "" : " " + value;
  return name + " / " + comparison.against;
}

struct WorldCheck {
  std::map<std::string, bool> rejected;  ///< by test, of those that could be made
  double real = 0, fake = 0, indeterminate = 0;
};

void count_labels(const Cell& cell, WorldCheck& check) {
  if (cell.measure != "real_share") return;
  for (const auto& [name, count] : cell.counts) {
    if (name == "real") check.real += count;
    if (name == "fake") check.fake += count;
    if (name == "indeterminate") check.indeterminate += count;
  }
}

WorldCheck check_world(const SelfCheckRule& rule, std::size_t number) {
  const auto seed = rule.seed * 1'000'003 + number;
  auto world = rule.prices ? with_made_up_levels(*rule.prices, seed, market::Calendar::us())
                           : made_up_days({.kind = rule.kind, .plant = {}, .days = rule.days, .seed = seed});
  if (rule.permuted) world = permuted_walls(world, seed);
  InferenceRule inference;
  inference.bootstrap.resamples = rule.resamples;
  WorldCheck check;
  for (const auto& cell : findings(all_cells(world, rule.prices.has_value()), inference).cells) {
    count_labels(cell, check);
    for (const auto& comparison : cell.comparisons) {
      if (comparison.tested) check.rejected.emplace(name_of(cell, comparison), comparison.tested->p <= size);
    }
  }
  return check;
}

}  // namespace

SelfCheck self_check(const SelfCheckRule& rule) {
  std::vector<WorldCheck> worlds(rule.worlds);
  std::mutex telling;
  std::size_t done = 0;
  base::side_by_side(rule.worlds, rule.threads, [&](std::size_t i) {
    worlds[i] = check_world(rule, i);
    if (!rule.progress) return;
    const std::lock_guard one_at_a_time(telling);
    rule.progress(++done, rule.worlds);
  });
  std::map<std::string, NullTest> tests;
  SelfCheck check;
  for (const auto& world : worlds) {
    check.real += world.real;
    check.fake += world.fake;
    check.indeterminate += world.indeterminate;
    for (const auto& [name, rejected] : world.rejected) {
      auto& test = tests[name];
      ++test.tested;
      test.rejected += rejected ? 1 : 0;
    }
  }
  const double labelled = std::max(1.0, check.real + check.fake + check.indeterminate);
  check.real /= labelled;
  check.fake /= labelled;
  check.indeterminate /= labelled;
  for (auto& [name, test] : tests) {
    if (2 * test.tested < rule.worlds) continue;
    test.name = name;
    test.band = statistics::binomial_band(test.tested, size, 0.99);
    check.tests.push_back(test);
  }
  return check;
}

}  // namespace gammafield::research
