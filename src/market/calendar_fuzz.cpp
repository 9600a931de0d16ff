#include <cstdint>
#include <cstdlib>

#include "market/calendar.h"

/// Any text of overrides is refused in one line, or gives a calendar whose sessions are in order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::market;
  using namespace std::chrono;
  const auto calendar = Calendar::us_with_overrides({reinterpret_cast<const char*>(data), size});
  if (!calendar) {
    if (calendar.error().empty() || calendar.error().find('\n') != std::string::npos) std::abort();
    return 0;
  }
  for (Date day = 2026y / June / 15; day < Date{2026y / July / 10}; day = sys_days{day} + days{1}) {
    const Date next = calendar->next_trading_day(day);
    if (!calendar->is_trading_day(next) || calendar->trading_day_on_or_before(next) != next) std::abort();
    if (calendar->settles_at(day, Settlement::am) >= calendar->settles_at(day, Settlement::pm)) std::abort();
  }
  return 0;
}
