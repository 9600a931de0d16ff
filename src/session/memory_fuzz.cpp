#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "session/memory.h"

// Whatever the file: a refusal of one line, or a memory that writes itself and reads back to the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  const auto read = session::read_memory({reinterpret_cast<const char*>(data), size}, "fuzz.json", "");
  if (!read) {
    const std::string& message = read.error().message;
    if (message.empty() || message.size() > 400 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  const std::string written = session::to_json(*read);
  const auto again = session::read_memory(written, "again.json", read->symbol);
  if (!again || session::to_json(*again) != written) std::abort();
  return 0;
}
