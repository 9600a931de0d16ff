#pragma once

#include <cstddef>
#include <vector>

/// Trains on the past, tests on what came next. Sessions are told by their place, 0 the earliest.
/// tools/train_break_model.py has the same rule; testdata/learning/folds_golden.csv holds both to it.
namespace gammafield::learning {

struct WalkForwardRule {
  std::size_t train_min = 40;   ///< sessions before a model is first tried; >= 2
  std::size_t test = 20;        ///< sessions of a test block; the last may have fewer; >= 1
  std::size_t purge = 1;        ///< sessions left out before each test block,
  std::size_t embargo = 1;      ///< and as many more as the outcome's horizon takes, rounded up
  double holdout_share = 0.20;  ///< of the last sessions, rounded up: looked at once, when all is decided
};

struct Fold {
  std::vector<std::size_t> train, test;
};

/// Test blocks one after the other from the session train_min + purge + embargo on; each is trained on all sessions
/// that lie more than purge + embargo before its first. None where there are too few sessions.
[[nodiscard]] std::vector<Fold> expanding_folds(std::size_t sessions, const WalkForwardRule&);

struct WalkForward {
  std::vector<Fold> folds;  ///< without any session of the holdout
  Fold holdout;             ///< the last sessions; trained on all that lie more than purge + embargo before them
};
[[nodiscard]] WalkForward walk_forward(std::size_t sessions, const WalkForwardRule&);

/// For the choice of hyper-parameters inside so many sessions of training, which begin with the first: the same way
/// from half as many on.
[[nodiscard]] std::vector<Fold> inner_folds(std::size_t train, const WalkForwardRule&);

}  // namespace gammafield::learning
