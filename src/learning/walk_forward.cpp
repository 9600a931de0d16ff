#include "learning/walk_forward.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace gammafield::learning {
namespace {

std::vector<std::size_t> range(std::size_t from, std::size_t to) {
  std::vector<std::size_t> all(to - from);
  std::iota(all.begin(), all.end(), from);
  return all;
}

Fold fold(std::size_t from, std::size_t to, const WalkForwardRule& rule) {
  const std::size_t gap = rule.purge + rule.embargo;
  return {range(0, from - std::min(gap, from)), range(from, to)};
}

}  // namespace

std::vector<Fold> expanding_folds(std::size_t sessions, const WalkForwardRule& rule) {
  assert(rule.train_min > 0 && rule.test > 0);
  std::vector<Fold> folds;
  for (std::size_t from = rule.train_min + rule.purge + rule.embargo; from < sessions; from += rule.test)
    folds.push_back(fold(from, std::min(from + rule.test, sessions), rule));
  return folds;
}

WalkForward walk_forward(std::size_t sessions, const WalkForwardRule& rule) {
  assert(rule.holdout_share >= 0 && rule.holdout_share < 1);
  const auto held = static_cast<std::size_t>(std::ceil(rule.holdout_share * static_cast<double>(sessions)));
  const std::size_t development = sessions - held;
  return {expanding_folds(development, rule), fold(development, sessions, rule)};
}

std::vector<Fold> inner_folds(std::size_t train, const WalkForwardRule& rule) {
  WalkForwardRule inner = rule;
  inner.train_min = std::max<std::size_t>(rule.train_min / 2, 1);
  return expanding_folds(train, inner);
}

}  // namespace gammafield::learning
