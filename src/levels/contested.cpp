#include <algorithm>
#include <cmath>

#include "levels/concentration.h"
#include "levels/strike_contest.h"

namespace gammafield::levels {
namespace {

using exposure::StrikeExposure;
using Strikes = std::span<const StrikeExposure>;

constexpr double balance_from = 0.70;  // docs/methods.md 1.4.8
constexpr double of_largest = 0.50;
constexpr double merged_within_steps = 2;
constexpr double rounding_slack = 1e-9;

double balance_of(const StrikeExposure& at) {
  return 1 - std::abs(at.call.value() - at.put.value()) / at.absolute().value();
}

double largest_gross(Strikes strikes) {
  double largest = 0;
  for (const StrikeExposure& at : strikes) largest = std::max(largest, at.absolute().value());
  return largest;
}

std::vector<StrikeExposure> contested_alone(Strikes strikes) {
  std::vector<StrikeExposure> found;
  const double least = of_largest * largest_gross(strikes);
  for (const StrikeExposure& at : strikes) {
    const double gross = at.absolute().value();
    if (gross > 0 && gross >= least && balance_of(at) >= balance_from) found.push_back(at);
  }
  return found;
}

ContestedStrikes merged(Strikes run) {
  ContestedStrikes zone{run.front().strike, run.back().strike, {}, 0};
  double gross = 0, strongest = 0;
  for (const StrikeExposure& at : run) {
    gross += at.absolute().value();
    if (at.absolute().value() <= strongest) continue;
    strongest = at.absolute().value();
    zone.balance = balance_of(at);
  }
  zone.gross = market::UsdPerPercent{gross};
  return zone;
}

}  // namespace

std::vector<ContestedStrikes> contested_strikes(Strikes strikes, market::Spot spot) {
  const std::vector<StrikeExposure> alone = contested_alone(strikes);
  const auto step = strike_step(strikes, spot);
  const double reach = step ? merged_within_steps * step->value() * (1 + rounding_slack) : 0;

  std::vector<ContestedStrikes> zones;
  for (std::size_t first = 0, next = 1; first < alone.size(); first = next++) {
    while (next < alone.size() && alone[next].strike.value() - alone[next - 1].strike.value() <= reach) ++next;
    zones.push_back(merged(Strikes(alone).subspan(first, next - first)));
  }
  return zones;
}

Level<market::Strike> trigger_strike(Strikes strikes, const NamedLevels& named) {
  if (!named.flip) return base::failure(NoLevel::no_flip);
  if (!named.noteworthy()) return base::failure(NoLevel::no_wall);
  const double least = named.noteworthy()->value();
  const StrikeExposure* nearest = nullptr;
  const auto distance = [&](const StrikeExposure& at) { return std::abs(at.strike.value() - named.flip->value()); };
  for (const StrikeExposure& at : strikes) {
    if (std::abs(at.net.value()) < least) continue;
    if (nearest == nullptr || distance(at) < distance(*nearest)) nearest = &at;
  }
  if (nearest == nullptr) return base::failure(NoLevel::no_wall);
  return nearest->strike;
}

}  // namespace gammafield::levels
