#include <cstdint>

#include "ingest/cboe_json.h"
#include "ingest/fuzz_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::ingest;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  static_cast<void>(is_cboe_json(bytes));
  check_reader([&](const ReadOptions& options) { return read_cboe_json(bytes, options); });
  return 0;
}
