#include "simulate/activity.h"

#include <array>
#include <cmath>

namespace gammafield::simulate {
namespace {

constexpr double untouched_share = 0.1;  // strikes that nobody holds, whatever the mean
constexpr double interest_spread = 1.2;  // of the logarithm
constexpr double volume_spread = 1.4;
constexpr double best_distance = 0.3;  // of the width: hedges are bought somewhat out of the money
constexpr double call_width = 0.4;     // of the put width

/// How much a strike draws against one that is no more than a multiple of the step; on SPX 1000s, 500s, 100s, 50s, 25s,
/// 10s. From the means of the third-Friday series.
double pull(std::uint32_t steps) {
  struct Round {
    std::uint32_t multiple;
    double pull;
  };
  constexpr std::array rounds{Round{200, 35}, Round{100, 18}, Round{20, 8},
                              Round{10, 3.6}, Round{5, 1.7},  Round{2, 0.9}};
  for (const Round& round : rounds) {
    if (steps % round.multiple == 0) return round.pull;
  }
  return 1;
}

/// Distance from spot as a share of it, out of the money positive.
double out_of_the_money(const Standing& at) {
  const double above = at.strike.value() / at.spot.value() - 1;
  return at.right == market::Right::call ? above : -above;
}

double interest_shape(const Standing& at, const Habits& habits) {
  const double width = habits.interest_width * (at.right == market::Right::call ? call_width : 1);
  const double from_best = out_of_the_money(at) - best_distance * width;
  return std::exp(from_best > 0 ? -from_best / width : from_best / habits.in_the_money_width);
}

/// A skewed draw of that mean, in whole contracts.
market::Contracts skewed(double mean, double spread, RandomStream& random) {
  return market::Contracts{std::floor(mean * std::exp(spread * random.normal() - spread * spread / 2))};
}

}  // namespace

Activity draw_activity(const Standing& at, const Habits& habits, RandomStream& random) {
  const double drawn_to = std::pow(pull(at.steps), habits.roundness);
  const double interest = at.right == market::Right::call ? habits.call_interest : habits.put_interest;
  const bool untouched = random.uniform() < untouched_share / std::sqrt(drawn_to);
  Activity out;
  out.open_interest = skewed(untouched ? 0 : interest * drawn_to * interest_shape(at, habits), interest_spread, random);
  const double nearness = std::exp(-std::abs(out_of_the_money(at)) / habits.traded_width);
  out.volume = skewed(habits.traded * std::sqrt(drawn_to) * nearness, volume_spread, random);
  return out;
}

}  // namespace gammafield::simulate
