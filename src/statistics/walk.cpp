#include "statistics/walk.h"

#include <array>
#include <cassert>

#include "statistics/overshoot.h"

namespace gammafield::statistics {

double stays_beyond(unsigned n) {
  double probability = 1;
  for (unsigned k = 1; k <= n; ++k) probability *= 1 - 0.5 / k;
  return probability;
}

double survives(unsigned n) { return stays_beyond(n + 1) / stays_beyond(1); }

namespace {

constexpr std::size_t closes_told = 60;

std::array<double, closes_told + 1> shares_beyond() {
  std::array<double, closes_told + 1> shares{1};
  Heights heights = far_overshoot();
  for (std::size_t close = 1; close <= closes_told; ++close) {
    heights = after_a_step(heights);
    shares[close] = mass(heights);
  }
  return shares;
}

}  // namespace

double still_beyond(unsigned n) {
  assert(n <= closes_told);
  static const auto shares = shares_beyond();  // some milliseconds, and always the same
  return shares[n];
}

LabelRates walk_label_rates() {
  constexpr unsigned fake_until = 15, real_from = 20;  // minutes: docs/walls.md
  const double real = still_beyond(real_from), not_fake = still_beyond(fake_until);
  return {real, 1 - not_fake, not_fake - real};
}

}  // namespace gammafield::statistics
