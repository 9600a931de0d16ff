#include "session/wall_report.h"

#include "session/strength_change.h"

namespace gammafield::session {

using levels::Side;

namespace {

int strength_sign(const levels::WallStrike& wall) { return wall.value.value() < 0 ? -1 : 1; }

}  // namespace

levels::Level<levels::WallStrike> plain_wall(Side side, const levels::Levels& levels) {
  const auto& wall = side == Side::call ? levels.call_wall : levels.put_wall;
  if (!wall) return base::failure(wall.error());
  return wall->at;
}

levels::Level<WallReport> wall_report(Side side, const levels::Level<levels::WallStrike>& standing,
                                      const Memory& memory, const levels::Levels& levels) {
  if (!standing) return base::failure(standing.error());
  const auto& wall = side == Side::call ? memory.call_wall : memory.put_wall;
  const auto plain = plain_wall(side, levels);
  WallReport report{*standing, wall->since, wall->watch.state, wall->watch.attempt, {}, {}};
  if (plain) report.plain = plain->strike;
  if (!plain) report.plain = base::failure(plain.error());
  if (memory.previous_session)
    report.change = strength_change(*memory.previous_session, memory.latest, standing->strike, standing->measure,
                                    strength_sign(*standing));
  return report;
}

}  // namespace gammafield::session
