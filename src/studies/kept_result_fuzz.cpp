#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "studies/kept_result.h"

// Whatever the file: a refusal of one line, or a result.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  const auto read = studies::read_kept_result({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (read) return 0;
  const std::string& message = read.error().message;
  if (message.empty() || message.size() > 400 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
  return 0;
}
