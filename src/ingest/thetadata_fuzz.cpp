#include <cstdint>
#include <string>

#include "ingest/fuzz_checks.h"
#include "ingest/thetadata.h"

/// The bytes as quotes, as open interest beside them, and as the underlying's price.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  using namespace gammafield::ingest;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(theta_next_page(bytes));
  const auto loaded = read_thetadata({.symbol = "ACME",
                                      .quotes = {bytes},
                                      .open_interest = {bytes},
                                      .spot = bytes,
                                      .asked_at = *market::parse_instant("2026-08-18T15:00:00Z")},
                                     {});
  if (loaded) check(*loaded);
  return 0;
}
