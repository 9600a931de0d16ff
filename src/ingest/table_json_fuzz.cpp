#include "ingest/table_json.h"

#include <cstddef>
#include <cstdint>

#include "ingest/fuzz_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::ingest;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)is_table_json(bytes);
  require_sound(read_table_json(bytes, {.file_name = "pairs_spy_2026-08-18.json"}));
  require_sound(
      read_table_json(bytes, {.symbol = "SPX", .as_of = gammafield::market::parse_instant("2026-08-18T20:00:00Z")}));
  return 0;
}
