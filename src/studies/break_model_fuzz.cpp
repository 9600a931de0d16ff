#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "studies/break_model.h"

// Whatever the file: a refusal of one line, or a model that was judged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  const auto read = studies::read_break_model({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (!read) {
    const std::string& message = read.error().message;
    if (message.empty() || message.size() > 400 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  if (read->verdict != learning::Verdict::accepted && !studies::not_accepted(*read, "fuzz.json")) std::abort();
  return 0;
}
