#include "research/self_check.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <span>

#include "base/side_by_side.h"
#include "research/break_labels.h"
#include "research/day_figures.h"
#include "research/inside_walls.h"
#include "research/wall_choice.h"

namespace gammafield::research {
namespace {

constexpr double size = 0.05;

/// Every study's cells of one world. Fewer draws than a study takes: more would only make it slower.
std::vector<MeasuredCell> all_cells(const SymbolDays& world) {
  const std::span days(&world, 1);
  HitRateStudy study;
  study.bases = {WallBasis::net};
  study.rules = {HitRule::race, HitRule::close, HitRule::excursion};
  for (std::size_t i = 0; i < baseline_count; ++i) study.baselines.push_back(static_cast<Baseline>(i));
  study.baseline.draws = 50;
  auto cells = hit_rates(days, study);
  const auto add = [&](std::vector<MeasuredCell> more) { std::ranges::move(more, std::back_inserter(cells)); };
  add(break_labels(days, {.baselines = {Baseline::random_price}, .baseline = study.baseline}));
  add(pinning(days));
  add(volatility_by_regime(days));
  add(last_half_hour(days));
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
  auto world = made_up_days({.kind = rule.kind, .plant = {}, .days = rule.days, .seed = seed});
  if (rule.permuted) world = permuted_walls(world, seed);
  InferenceRule inference;
  inference.bootstrap.resamples = rule.resamples;
  WorldCheck check;
  for (const auto& cell : findings(all_cells(world), inference).cells) {
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
