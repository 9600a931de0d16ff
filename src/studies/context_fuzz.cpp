#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "studies/context.h"

namespace {

void one_line(const gammafield::base::Refusal& refusal) {
  const auto& message = refusal.message;
  if (message.empty() || message.size() > 600 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
}

}  // namespace

/// Any text is refused in one line, or holds positive values in the order of their days, and events of trading days.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  const auto& calendar = market::Calendar::us();
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto values = studies::read_closing_values(text, "vix.csv", calendar);
  if (!values) one_line(values.error());
  for (std::size_t i = 0; values && i < values->size(); ++i) {
    if (!((*values)[i].value > 0) || !std::isfinite((*values)[i].value)) std::abort();
    if (i > 0 && (*values)[i].session <= (*values)[i - 1].session) std::abort();
  }
  const auto events = studies::read_events(text, "events.csv", calendar);
  if (!events) {
    one_line(events.error());
    return 0;
  }
  for (const auto& event : *events) {
    if (event.name.empty() || !calendar.is_trading_day(event.session)) std::abort();
    if (studies::has_event(*events, event.session) != true) std::abort();
  }
  return 0;
}
