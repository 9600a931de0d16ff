#include <cstdlib>
#include <string_view>

#include "pricing/dividend_schedule.h"

using namespace gammafield;

// Whatever the file: a refusal of one line, or positive amounts on ascending days.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto schedule = pricing::parse_dividends({reinterpret_cast<const char*>(data), size}, "fuzz.csv");
  if (!schedule) {
    const std::string& message = schedule.error().message;
    if (message.empty() || message.size() > 400 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  for (std::size_t i = 0; i < schedule->size(); ++i) {
    const pricing::Dividend& dividend = (*schedule)[i];
    if (!(dividend.amount > 0 && dividend.amount <= pricing::largest_dividend)) std::abort();
    if (i > 0 && !((*schedule)[i - 1].ex_date < dividend.ex_date)) std::abort();
  }
  return 0;
}
