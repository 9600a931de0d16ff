#include <cstdint>
#include <cstdlib>

#include "market/date.h"

/// Whatever is read as a date or an instant is written back to one that reads the same, and shows a clock in New York.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::market;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto date = parse_date(text); date && to_string(*date) != text) std::abort();
  const auto instant = parse_instant(text);
  if (!instant) return 0;
  const auto [date, since_midnight] = to_new_york(*instant);
  if (!date.ok() || since_midnight.count() < 0 || since_midnight >= std::chrono::days{1}) std::abort();
  const auto written = to_string(*instant);
  // West of Greenwich the last evening of the range is the next day in UTC, which is not taken back.
  if (parse_date(written.substr(0, 10)) && parse_instant(written) != instant) std::abort();
  return 0;
}
