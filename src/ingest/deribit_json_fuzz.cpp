#include "ingest/deribit_json.h"

#include <cstddef>
#include <cstdint>

#include "ingest/deribit_quotes.h"
#include "ingest/fuzz_invariants.h"

/// The messages one by one, then the same bytes as a file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::ingest;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)is_deribit_json(bytes);
  DeribitReader reader;
  (void)reader.read(bytes);
  require_sound(read_deribit_json(bytes, {}));
  require_sound(read_deribit_json(bytes, {.symbol = "SOL_USDC"}));
  return 0;
}
