#include "session/rolls.h"

#include <set>

#include "levels/expected_move.h"
#include "session/after_instants.h"
#include "session/hysteresis.h"

namespace gammafield::session {
namespace {

using levels::Side;
using market::Instant;

std::optional<market::Strike> standing_after(Side side, const std::vector<exposure::StrikeExposure>& left,
                                             market::Spot spot, const std::optional<market::Strike>& standing,
                                             const levels::LevelSettings& settings, double h) {
  const auto held = standing ? wall_at(side, left, *standing, settings) : std::nullopt;
  const auto wall = elected(best_wall(side, left, spot, settings), held, h);
  return wall ? std::optional{wall->strike} : std::nullopt;
}

levels::Level<market::Strike> strike_of(const levels::Level<levels::WallStrike>& wall) {
  if (!wall) return base::failure(wall.error());
  return wall->strike;
}

AfterExpiries after(Instant settled_by, const exposure::Book& book, const exposure::RepricedBook& repriced,
                    const Holdings& held, const levels::LevelSettings& settings) {
  const auto left = strikes_left(held, settled_by);
  std::vector<bool> keep;
  for (const auto& expiry : book.priced->chain->expiries) keep.push_back(expiry.settles_at > settled_by);
  return {settled_by, strike_of(best_wall(Side::call, left, book.spot(), settings)),
          strike_of(best_wall(Side::put, left, book.spot(), settings)),
          levels::repriced_flips(repriced.of_expiries(keep), settings.flip_domain).primary};
}

}  // namespace

levels::Level<levels::WallStrike> best_wall(Side side, const std::vector<exposure::StrikeExposure>& strikes,
                                            market::Spot spot, const levels::LevelSettings& settings) {
  return side == Side::call ? levels::call_wall(strikes, spot, settings.call_basis, settings.call_wall_side)
                            : levels::put_wall(strikes, spot, settings.put_wall_rule);
}

std::optional<levels::WallStrike> wall_at(Side side, const std::vector<exposure::StrikeExposure>& strikes,
                                          market::Strike strike, const levels::LevelSettings& settings) {
  return side == Side::call ? levels::call_wall_at(strikes, strike, settings.call_basis)
                            : levels::put_wall_at(strikes, strike, settings.put_wall_rule);
}

std::vector<Roll> roll_schedule(const Holdings& held, market::Spot spot, const Standing& standing,
                                const levels::LevelSettings& settings, double h) {
  std::set<Instant> settlements;
  for (const HeldExpiry& expiry : held.expiries)
    if (expiry.settles_at > held.as_of && expiry.settles_at <= held.as_of + rolls_horizon)
      settlements.insert(expiry.settles_at);
  std::vector<Roll> rolls;
  for (const Instant at : settlements) {
    const auto left = strikes_left(held, at);
    rolls.push_back({at, standing_after(Side::call, left, spot, standing.call_wall, settings, h),
                     standing_after(Side::put, left, spot, standing.put_wall, settings, h)});
  }
  return rolls;
}

AfterMap after_map(const exposure::Book& book, const exposure::RepricedBook& repriced, const Holdings& held,
                   const levels::LevelSettings& settings) {
  const market::Calendar& calendar = *book.priced->chain->calendar;
  const auto map = [&](Instant settled_by) { return after(settled_by, book, repriced, held, settings); };
  return {map(levels::next_session_close(held.as_of, calendar)), map(friday_close(held.as_of, calendar)),
          map(monthly_close(held.as_of, calendar))};
}

}  // namespace gammafield::session
