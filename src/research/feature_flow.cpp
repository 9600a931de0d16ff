#include <algorithm>
#include <chrono>

#include "research/features.h"

namespace gammafield::research {
namespace {

/// Bought less sold at the strike from a moment on.
double bought_since(std::span<const SignedTrade> trades, market::Strike strike, market::Instant from) {
  double sum = 0;
  for (const auto& trade : trades) {
    if (trade.strike == strike && trade.at >= from) sum += trade.contracts;
  }
  return sum;
}

}  // namespace

void add_flow_features(const KnownUntil& known, const Crossing& crossing, Features& features) {
  constexpr std::chrono::minutes lately{30};
  const auto& strikes = known.sheet().strikes;
  const market::Strike level{crossing.watched.level};
  const auto wall = std::ranges::find(strikes, level, &exposure::StrikeExposure::strike);
  const double held = wall == strikes.end() ? 0 : wall->open_interest().value();
  std::optional<double> today, last;
  if (const auto trades = known.option_trades(); trades && held > 0) {
    today = bought_since(*trades, level, known.open()) / held;
    last = bought_since(*trades, level, std::max<market::Instant>(known.open(), known.now() - lately)) / held;
  }
  features.push_back({"volume_z", known.volume_z()});
  features.push_back({"signed_option_volume", today});
  features.push_back({"signed_option_volume_30m", last});
}

}  // namespace gammafield::research
