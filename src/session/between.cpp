#include "session/between.h"

#include <iterator>
#include <utility>

#include "session/rolls.h"
#include "session/wall_report.h"

namespace gammafield::session {
namespace {

using levels::Side;

template <class T>
void append(std::vector<T>& to, std::vector<T>&& more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

const SessionReport& Between::take(std::span<const PriceSample> prices, const levels::Levels& now,
                                   const levels::LevelSettings& settings, const market::Calendar& calendar) {
  Happenings happened;
  memory_ = watched(std::move(memory_), prices, settings, report_.settings, calendar, happened);
  append(report_.events, std::move(happened.events));
  append(report_.attempts, std::move(happened.attempts));
  append(report_.migrations, std::move(happened.migrations));
  report_.call_wall = standing(Side::call, report_.call_wall, now, settings);
  report_.put_wall = standing(Side::put, report_.put_wall, now, settings);
  report_.definitions_disagree = now.regime.definitions_disagree;
  return report_;
}

/// The wall that stands, at its value of now; a wall that is worth nothing to the rule any more stands at its last.
levels::Level<WallReport> Between::standing(Side side, const levels::Level<WallReport>& before,
                                            const levels::Levels& now, const levels::LevelSettings& settings) const {
  const auto& wall = side == Side::call ? memory_.call_wall : memory_.put_wall;
  if (!wall || !before) return before;
  const auto at = wall_at(side, now.strikes, wall->watch.strike, settings);
  return wall_report(side, at ? *at : before->at, memory_, now);
}

}  // namespace gammafield::session
