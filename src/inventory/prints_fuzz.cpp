#include <cmath>
#include <cstdlib>

#include "inventory/flow.h"

using namespace gammafield;

// Whatever the file: a refusal of one line, or finite flows whose variance is not negative.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  inventory::FlowCounter counter;
  const auto read =
      inventory::read_prints(text, "fuzz.csv", [&](const inventory::Print& print) { counter.add(print); });
  if (!read) {
    const std::string& message = read.error().message;
    if (message.empty() || message.size() > 600 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  const auto& tally = counter.tally();
  if (tally.used() + tally.cancelled + tally.take_backs != read->prints) std::abort();
  for (const auto& day : counter.days()) {
    for (const auto& [contract, flow] : day.contracts) {
      if (!std::isfinite(flow.net.value()) || !std::isfinite(flow.variance.value()) || flow.variance.value() < 0)
        std::abort();
    }
  }
  return 0;
}
