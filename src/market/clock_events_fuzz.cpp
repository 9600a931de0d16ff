#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "market/business_time.h"

/// Any text of events is refused in one line, or gives a clock that never runs backwards.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::market;
  using namespace std::chrono;
  const auto events = parse_clock_events({reinterpret_cast<const char*>(data), size});
  if (!events) {
    if (events.error().empty() || events.error().find('\n') != std::string::npos) std::abort();
    return 0;
  }
  const Instant from = from_new_york(2026y / June / 30, 10h), to = from_new_york(2026y / July / 9, 10h);
  const BusinessTime clock{Calendar::us(), *events, from, to};
  double before = 0;
  for (Instant at = from; at <= to; at += 37min) {
    const double years = clock.years_between(from, at);
    if (!std::isfinite(years) || years < before) std::abort();
    before = years;
  }
  return 0;
}
