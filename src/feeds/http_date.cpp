#include "feeds/http_date.h"

#include <ctime>
#include <string>

namespace gammafield::feeds {

std::optional<market::Instant> http_date(std::string_view text) {
  const std::string terminated{text};
  for (const char* form : {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"}) {
    std::tm told{};
    const char* end = ::strptime(terminated.c_str(), form, &told);
    if (end != nullptr && *end == '\0') return market::Instant{std::chrono::seconds{::timegm(&told)}};
  }
  return std::nullopt;
}

}  // namespace gammafield::feeds
