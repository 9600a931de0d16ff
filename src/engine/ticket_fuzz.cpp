#include <cstdint>
#include <cstdlib>

#include "engine/ticket.h"

/// Any text is refused in one line, or is a ticket that its own words give again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::engine;
  const auto ticket = parse_ticket({reinterpret_cast<const char*>(data), size});
  if (!ticket) {
    if (ticket.error().message.find('\n') != std::string::npos) std::abort();
    return 0;
  }
  const auto again = parse_ticket(to_string(*ticket));
  if (!again || to_string(*again) != to_string(*ticket)) std::abort();
  return 0;
}
