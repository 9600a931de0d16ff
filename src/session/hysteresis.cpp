#include "session/hysteresis.h"

#include <cassert>
#include <cmath>

namespace gammafield::session {

levels::Level<levels::WallStrike> elected(const levels::Level<levels::WallStrike>& best,
                                          const std::optional<levels::WallStrike>& incumbent, double h) {
  assert(h >= 0);
  if (!incumbent) return best;
  if (!best) return *incumbent;
  const double value = std::abs(best->value.value()), held = std::abs(incumbent->value.value());
  if (best->strike != incumbent->strike && value > (1 + h) * held) return best;
  return best->strike == incumbent->strike ? *best : *incumbent;
}

}  // namespace gammafield::session
