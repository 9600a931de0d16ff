#include <cstdint>

#include "ingest/cboe_json.h"
#include "ingest/fuzz_checks.h"

/// Both ways of a reader to its bytes: a copy, and in place when room is promised.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::ingest;
  std::string bytes;
  bytes.reserve(size + 64);
  bytes.assign(reinterpret_cast<const char*>(data), size);
  static_cast<void>(is_cboe_json(bytes));
  check_reader([&](ReadOptions options) {
    if (options.as_of) options.readable_after = bytes.capacity() - bytes.size();
    return read_cboe_json(bytes, options);
  });
  return 0;
}
