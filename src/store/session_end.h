#pragma once

#include "market/calendar.h"

namespace gammafield::store {

/// When nothing more is expected of a session: some time after its close by the exchange's own calendar. Index options
/// trade a quarter of an hour longer than the stocks, and delayed feeds tell of that another quarter later.
[[nodiscard]] inline market::Instant settled_at(const market::Calendar& calendar, market::Date session) {
  constexpr std::chrono::minutes after_close{45};
  return calendar.session_close(session) + after_close;
}

}  // namespace gammafield::store
