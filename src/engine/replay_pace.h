#pragma once

#include <chrono>
#include <optional>

#include "market/date.h"

namespace gammafield::engine {

/// A replay that goes by a clock: when each snapshot is due, as long after the one before as it was then, at so many
/// times the speed. What lies between sessions is left out.
class ReplayPace {
 public:
  /// Requires speed > 0.
  explicit ReplayPace(double speed) : speed_(speed) {}

  /// After the replay's start; of each snapshot, in order.
  [[nodiscard]] std::chrono::milliseconds due(market::Date session, market::Instant as_of);

 private:
  double speed_;
  std::optional<market::Date> session_;
  market::Instant last_{};
  std::chrono::duration<double> gone_{0};
};

}  // namespace gammafield::engine
