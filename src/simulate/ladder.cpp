#include "simulate/ladder.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <tuple>

#include "simulate/habits.h"

namespace gammafield::simulate {
namespace {

constexpr double steps_in_spot = 1300;  // 5 points on SPX at 6500
constexpr double highest_strike = 3.5;  // of spot; real ladders end at twice spot, only huge chains go on
constexpr double upward_reach = 0.6;    // of the downward one: puts are listed further out than calls
constexpr double least_reach = 1e-4;    // where a multiple is not listed at all, until a chain is asked to be huge

struct Candidate {
  double stretch = 0;  ///< by what the expiry's ladder must be stretched to include it
  Rung rung;
};

/// Reaches of the multiples of the step, each at least the one before it.
struct Reach {
  static constexpr std::array<std::uint32_t, 6> multiples{40, 20, 10, 5, 2, 1};
  std::array<double, 6> of;  ///< in the order of `multiples`

  explicit Reach(const Habits& habits) {
    const double finest = std::max(habits.finest_reach, least_reach), coarse = habits.coarse_reach;
    of = {habits.widest_reach,
          std::max(1.6 * coarse, 3 * finest),
          std::max(1.2 * coarse, 2.5 * finest),
          std::max(coarse, 2 * finest),
          1.5 * finest,
          finest};
  }

  /// The stretch at which a strike so far away comes in. A ladder that is made short loses its fine strikes before its
  /// wings: the reach of a multiple shrinks with this power of the stretch.
  [[nodiscard]] double stretch_to(std::uint32_t steps, double away) const {
    constexpr std::array power{0.3, 0.45, 0.6, 0.7, 0.85, 1.0};
    std::size_t i = 0;
    while (steps % multiples[i] != 0) ++i;
    const double x = away / of[i];
    return x < 1 ? std::pow(x, 1 / power[i]) : x;
  }
};

double distance(double strike, double spot) {
  const double away = strike / spot - 1;
  return away < 0 ? -away : away / upward_reach;
}

}  // namespace

market::Strike strike_step(market::Spot spot) {
  constexpr std::array steps{0.5, 1.0, 5.0, 10.0, 50.0};
  const double wanted = spot.value() / steps_in_spot;
  return market::Strike{*std::ranges::min_element(steps, {}, [&](double s) { return std::abs(std::log(s / wanted)); })};
}

std::vector<Rung> choose_rungs(std::span<const SimulatedExpiry> expiries, market::Spot spot, std::size_t count) {
  const double step = strike_step(spot).value();
  const auto top = static_cast<std::uint32_t>(highest_strike * spot.value() / step);
  std::vector<Candidate> candidates;
  candidates.reserve(top * expiries.size());
  for (std::uint32_t e = 0; e < expiries.size(); ++e) {
    const Reach reach(habits_of(expiries[e]));
    for (std::uint32_t n = 1; n <= top; ++n) {
      candidates.push_back({reach.stretch_to(n, distance(n * step, spot.value())), {e, n}});
    }
  }
  assert(count <= candidates.size());
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(count);
  std::ranges::nth_element(candidates, end, {},
                           [](const Candidate& c) { return std::tuple(c.stretch, c.rung.expiry, c.rung.steps); });
  std::vector<Rung> rungs;
  rungs.reserve(count);
  for (auto it = candidates.begin(); it != end; ++it) rungs.push_back(it->rung);
  std::ranges::sort(rungs, {}, [](const Rung& rung) { return std::tuple(rung.expiry, rung.steps); });
  return rungs;
}

}  // namespace gammafield::simulate
