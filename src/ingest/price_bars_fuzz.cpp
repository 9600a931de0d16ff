#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "ingest/price_bars.h"

// Whatever the file: a refusal of one line, or finite positive prices in time order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  const auto read = ingest::read_price_bars({reinterpret_cast<const char*>(data), size}, "fuzz.csv");
  if (!read) {
    const std::string& message = read.error().message;
    if (message.empty() || message.size() > 400 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  if (read->bars.empty()) std::abort();
  for (std::size_t i = 0; i < read->bars.size(); ++i) {
    const auto& bar = read->bars[i];
    if (!(bar.low.value() > 0) || !std::isfinite(bar.high.value()) || bar.low > bar.high) std::abort();
    if (bar.close < bar.low || bar.close > bar.high || bar.until < bar.from) std::abort();
    if (bar.volume && !(*bar.volume >= 0 && std::isfinite(*bar.volume))) std::abort();
    if (i > 0 && read->bars[i - 1].until >= bar.until) std::abort();
  }
  return 0;
}
