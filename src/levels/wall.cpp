#include "levels/wall.h"

#include <algorithm>
#include <cmath>

#include "levels/negligible.h"
#include "levels/strike_contest.h"
#include "levels/wall_rule.h"

namespace gammafield::levels {
namespace {

using exposure::StrikeExposure;
using Strikes = std::span<const StrikeExposure>;

double value_of(const StrikeExposure& at, Measure measure) {
  switch (measure) {
    case Measure::net: return at.net.value();
    case Measure::call: return at.call.value();
    case Measure::put: return at.put.value();
    case Measure::absolute: return at.absolute().value();
  }
  return 0;
}

double gross_of(Strikes strikes) {
  double gross = 0;
  for (const StrikeExposure& at : strikes) gross += at.absolute().value();
  return gross;
}

std::vector<Contender> contenders(Strikes strikes, market::Spot spot, const WallRule& rule) {
  const double floor = negligible_share_of_gross * gross_of(strikes);
  std::vector<Contender> field;
  field.reserve(strikes.size());
  for (const StrikeExposure& at : strikes) {
    if (!is_in(rule.where, at.strike, spot)) continue;
    const double score = static_cast<double>(rule.wanted) * value_of(at, rule.measure);
    field.push_back({at.strike, score > floor ? score : 0, at.open_interest()});
  }
  return field;
}

double sum_of_absolutes(Strikes strikes, Measure measure) {
  double sum = 0;
  for (const StrikeExposure& at : strikes) sum += std::abs(value_of(at, measure));
  return sum;
}

std::optional<WallStrike> value_at(Strikes strikes, market::Strike strike, const WallRule& rule) {
  const auto at = std::ranges::find(strikes, strike, &StrikeExposure::strike);
  if (at == strikes.end()) return std::nullopt;
  const double value = value_of(*at, rule.measure), score = static_cast<double>(rule.wanted) * value;
  if (!(score > negligible_share_of_gross * gross_of(strikes))) return std::nullopt;
  return WallStrike{strike, rule.measure, market::UsdPerPercent{value}, score / sum_of_absolutes(strikes, rule.measure),
                    std::nullopt};
}

Measure call_measure(Basis basis) {
  switch (basis) {
    case Basis::net: return Measure::net;
    case Basis::gross: return Measure::call;
    case Basis::absolute: return Measure::absolute;
  }
  return Measure::net;
}

}  // namespace

bool is_in(Where where, market::Strike strike, market::Spot spot) {
  switch (where) {
    case Where::anywhere: return true;
    case Where::at_or_above: return strike.value() >= spot.value();
    case Where::at_or_below: return strike.value() <= spot.value();
    case Where::below: return strike.value() < spot.value();
  }
  return false;
}

WallRule call_wall_rule(Basis basis, CallWallSide side) {
  return {call_measure(basis), side == CallWallSide::above ? Where::at_or_above : Where::anywhere, Wanted::positive};
}

WallRule put_wall_rule(PutWallRule rule) {
  switch (rule) {
    case PutWallRule::most_negative_net: return {Measure::net, Where::at_or_below, Wanted::negative};
    case PutWallRule::gross_put: return {Measure::put, Where::at_or_below, Wanted::positive};
    case PutWallRule::max_positive_below: return {Measure::net, Where::below, Wanted::positive};
    case PutWallRule::absolute: return {Measure::absolute, Where::at_or_below, Wanted::positive};
  }
  return {};
}

Level<WallStrike> elect(Strikes strikes, market::Spot spot, const WallRule& rule) {
  if (strikes.empty()) return base::failure(NoLevel::empty_book);
  const std::vector<Contender> field = contenders(strikes, spot, rule);
  if (field.empty()) return base::failure(NoLevel::no_strike_on_side);
  const auto won = winner(field, spot);
  if (!won) return base::failure(rule.wanted == Wanted::positive ? NoLevel::no_positive : NoLevel::no_negative);

  const Contender& best = field[*won];
  return WallStrike{best.strike, rule.measure, market::UsdPerPercent{static_cast<double>(rule.wanted) * best.score},
                    best.score / sum_of_absolutes(strikes, rule.measure), rank_gap(field)};
}

Level<WallStrike> call_wall(Strikes strikes, market::Spot spot, Basis basis, CallWallSide side) {
  return elect(strikes, spot, call_wall_rule(basis, side));
}

Level<WallStrike> put_wall(Strikes strikes, market::Spot spot, PutWallRule rule) {
  return elect(strikes, spot, put_wall_rule(rule));
}

std::optional<WallStrike> call_wall_at(Strikes strikes, market::Strike strike, Basis basis) {
  return value_at(strikes, strike, {call_measure(basis), Where::anywhere, Wanted::positive});
}

std::optional<WallStrike> put_wall_at(Strikes strikes, market::Strike strike, PutWallRule rule) {
  return value_at(strikes, strike, put_wall_rule(rule));
}

Level<WallStrike> peak_strike(Strikes strikes, market::Spot spot, Measure measure) {
  return elect(strikes, spot, {measure, Where::anywhere, Wanted::positive});
}

Level<WallStrike> peak_net_strike(Strikes strikes, market::Spot spot) {
  return peak_strike(strikes, spot, Measure::net);
}

Level<WallStrike> absolute_gamma_strike(Strikes strikes, market::Spot spot) {
  return peak_strike(strikes, spot, Measure::absolute);
}

std::string_view to_string(Basis basis) {
  switch (basis) {
    case Basis::net: return "NET";
    case Basis::gross: return "GROSS";
    case Basis::absolute: return "ABS";
  }
  return "unknown";
}

std::string_view to_string(PutWallRule rule) {
  switch (rule) {
    case PutWallRule::most_negative_net: return "most_negative_net";
    case PutWallRule::gross_put: return "gross_put";
    case PutWallRule::max_positive_below: return "max_positive_below";
    case PutWallRule::absolute: return "abs";
  }
  return "unknown";
}

std::string_view to_string(MechanicalEffect effect) {
  return effect == MechanicalEffect::dampening ? "dampening" : "amplifying";
}

}  // namespace gammafield::levels
