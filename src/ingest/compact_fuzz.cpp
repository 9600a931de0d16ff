#include "ingest/compact.h"

#include <cstddef>
#include <cstdint>

#include "ingest/fuzz_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::ingest;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)is_compact(bytes);
  require_sound(read_compact(bytes, {.file_name = "spxcompact_2026-08-18.csv"}));
  require_sound(
      read_compact(bytes, {.symbol = "SPX", .as_of = gammafield::market::parse_instant("2026-08-18T20:00:00Z")}));
  return 0;
}
