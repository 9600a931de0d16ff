#include <cstdint>
#include <string>

#include "ingest/fuzz_checks.h"
#include "ingest/massive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  using namespace gammafield::ingest;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(massive_next_page(bytes));
  if (const auto price = read_massive_price(bytes); price && *price) check(**price);
  const auto loaded = read_massive(
      {.symbol = "ACME", .pages = {bytes}, .asked_at = *market::parse_instant("2026-08-18T15:00:00Z")}, {});
  if (loaded) check(*loaded);
  return 0;
}
