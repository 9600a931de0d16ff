#include <algorithm>
#include <cmath>

#include "levels/concentration.h"
#include "levels/strike_contest.h"

namespace gammafield::levels {
namespace {

using exposure::StrikeExposure;
using Strikes = std::span<const StrikeExposure>;

constexpr std::size_t at_most = 3;  // docs/methods.md 1.4.7
constexpr double apart_steps = 2;
constexpr double apart_of_spot = 0.0025;
constexpr double dominated_from = 0.30;  // |N/A|
constexpr double rounding_slack = 1e-9;  // of a distance: strikes exactly two steps apart stay so after scaling prices

double size_of(const StrikeExposure& at) { return std::abs(at.net.value()); }

bool is_local_maximum(Strikes strikes, std::size_t i) {
  const double here = size_of(strikes[i]);
  const bool rises = i == 0 || size_of(strikes[i - 1]) < here;  // of a plateau the lower strike
  const bool falls = i + 1 == strikes.size() || size_of(strikes[i + 1]) <= here;
  return rises && falls;
}

bool at_least_apart(market::Strike a, market::Strike b, double distance) {
  return std::abs(a.value() - b.value()) >= distance * (1 - rounding_slack);
}

bool within(market::Strike a, double price, double distance) {
  return std::abs(a.value() - price) <= distance * (1 + rounding_slack);
}

FocusKind kind_of(const StrikeExposure& at) {
  const double lean = at.absolute().value() > 0 ? at.net.value() / at.absolute().value() : 0;
  if (lean >= dominated_from) return FocusKind::call_dominated;
  if (lean <= -dominated_from) return FocusKind::put_dominated;
  return FocusKind::balanced;
}

/// Distances that a focus level must keep, in dollars.
struct Spacing {
  double step = 0;   ///< from the flip
  double apart = 0;  ///< from the walls and from one another
};

bool keeps_clear(market::Strike strike, const NamedLevels& named, const Spacing& spacing) {
  if (named.call_wall && !at_least_apart(strike, *named.call_wall, spacing.apart)) return false;
  if (named.put_wall && !at_least_apart(strike, *named.put_wall, spacing.apart)) return false;
  return !(named.flip && within(strike, named.flip->value(), spacing.step));
}

/// Every strike that qualifies on its own, before the spacing between focus levels.
std::vector<StrikeExposure> candidates(Strikes strikes, const NamedLevels& named, const Spacing& spacing) {
  std::vector<StrikeExposure> found;
  const double least = named.noteworthy()->value();
  for (std::size_t i = 0; i < strikes.size(); ++i) {
    const bool large = size_of(strikes[i]) > 0 && size_of(strikes[i]) >= least;
    if (large && is_local_maximum(strikes, i) && keeps_clear(strikes[i].strike, named, spacing))
      found.push_back(strikes[i]);
  }
  return found;
}

/// The strongest of `left`; taken out together with everything too near to it.
StrikeExposure take_strongest(std::vector<StrikeExposure>& left, market::Spot spot, double apart) {
  std::vector<Contender> field;
  for (const StrikeExposure& at : left) field.push_back({at.strike, size_of(at), at.open_interest()});
  const StrikeExposure best = left[*winner(field, spot)];
  std::erase_if(left, [&](const StrikeExposure& at) { return !at_least_apart(at.strike, best.strike, apart); });
  return best;
}

FocusLevel describe(const StrikeExposure& at, const NamedLevels& named, double step) {
  const auto coincides = [&](const std::optional<market::Strike>& other) {
    return other && within(at.strike, other->value(), step);
  };
  return {at.strike, at.net, kind_of(at), coincides(named.pin), coincides(named.absolute_gamma)};
}

}  // namespace

std::vector<FocusLevel> focus_levels(Strikes strikes, market::Spot spot, const NamedLevels& named) {
  const auto step = strike_step(strikes, spot);
  if (!step || !named.larger_wall) return {};
  const Spacing spacing{step->value(), std::max(apart_steps * step->value(), apart_of_spot * spot.value())};

  std::vector<FocusLevel> chosen;
  std::vector<StrikeExposure> left = candidates(strikes, named, spacing);
  while (!left.empty() && chosen.size() < at_most)
    chosen.push_back(describe(take_strongest(left, spot, spacing.apart), named, spacing.step));
  return chosen;
}

std::string_view to_string(FocusKind kind) {
  switch (kind) {
    case FocusKind::call_dominated: return "call_dominated";
    case FocusKind::put_dominated: return "put_dominated";
    case FocusKind::balanced: return "balanced";
  }
  return "unknown";
}

}  // namespace gammafield::levels
