#include "statistics/walk.h"

#include "statistics/overshoot.h"

namespace gammafield::statistics {

double stays_beyond(unsigned n) {
  double probability = 1;
  for (unsigned k = 1; k <= n; ++k) probability *= 1 - 0.5 / k;
  return probability;
}

double survives(unsigned n) { return stays_beyond(n + 1) / stays_beyond(1); }

namespace {

LabelRates label_rates() {
  constexpr int fake_until = 15, real_from = 20;  // minutes: docs/walls.md
  Heights heights = far_overshoot();
  double not_fake = 0;
  for (int close = 1; close <= real_from; ++close) {
    heights = after_a_step(heights);
    if (close == fake_until) not_fake = mass(heights);
  }
  const double real = mass(heights);
  return {real, 1 - not_fake, not_fake - real};
}

}  // namespace

LabelRates walk_label_rates() {
  static const LabelRates rates = label_rates();  // some milliseconds, and always the same
  return rates;
}

}  // namespace gammafield::statistics
