#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "ingest/container.h"
#include "ingest/read_chain.h"

/// Containers first, then whatever was in them through the recognition: no bomb, no crash, one line for a refusal.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::ingest;
  const auto unpacked = unpack({reinterpret_cast<const char*>(data), size});
  if (!unpacked) {
    if (unpacked.error().empty()) std::abort();
    return 0;
  }
  if (unpacked->size() > std::max(unpacked_free_bytes, size * unpacked_ratio_max)) std::abort();
  const auto result = read_chain(*unpacked, {}, "fuzz");
  if (!result &&
      (!result.error().message.starts_with("fuzz: ") || result.error().message.find('\n') != std::string::npos)) {
    std::abort();
  }
  return 0;
}
