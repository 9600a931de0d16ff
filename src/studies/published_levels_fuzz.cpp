#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "studies/published_levels.h"

namespace {

void one_line(const gammafield::base::Refusal& refusal) {
  const auto& message = refusal.message;
  if (message.empty() || message.size() > 600 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
}

}  // namespace

/// Any text is refused in one line, or holds finite positive levels and prices, a series' in the order of its days.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto levels = studies::read_published_levels(text, "levels.csv")) {
    for (const auto& [symbol, sheets] : *levels) {
      if (symbol.empty() || sheets.empty()) std::abort();
      for (const auto& sheet : sheets) {
        if (sheet.given.call_wall && !(sheet.given.call_wall->value() > 0)) std::abort();
        if (sheet.given.put_wall && !(sheet.given.put_wall->value() > 0)) std::abort();
      }
    }
  } else {
    one_line(levels.error());
  }
  const auto series = studies::read_daily_series(text, {.file = "series.csv"});
  if (!series) {
    one_line(series.error());
    return 0;
  }
  for (std::size_t i = 0; i < series->size(); ++i) {
    if (!((*series)[i].price > 0) || (i > 0 && (*series)[i].session <= (*series)[i - 1].session)) std::abort();
  }
  return 0;
}
