#include <cmath>
#include <cstdlib>

#include "inventory/open_close.h"

using namespace gammafield;

// Whatever the file: a refusal of one line, or days in order whose net is no more than their volume.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto read = inventory::read_open_close(text, "fuzz.csv");
  if (!read) {
    const std::string& message = read.error().message;
    if (message.empty() || message.size() > 600 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  for (std::size_t i = 0; i < read->days.size(); ++i) {
    if (i > 0 && read->days[i].day <= read->days[i - 1].day) std::abort();
    for (const auto& [contract, flow] : read->days[i].contracts) {
      const double slack = 1e-9 * (1 + flow.volume.value());
      if (!(std::abs(flow.net.value()) <= flow.volume.value() + slack)) std::abort();
    }
  }
  return 0;
}
