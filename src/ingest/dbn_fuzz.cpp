#include "ingest/dbn.h"

#include <cstddef>
#include <cstdint>

#include "ingest/fuzz_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::ingest;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)is_dbn(bytes);
  require_sound(read_dbn(bytes, {}));
  require_sound(read_dbn(bytes, {.as_of = gammafield::market::parse_instant("2026-08-18T14:00:00Z")}));
  return 0;
}
