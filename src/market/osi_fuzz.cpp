#include <cstdint>
#include <cstdlib>

#include "market/osi.h"
#include "market/roots.h"

/// Whatever is read as a symbol is written back to one that reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::market;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto symbol = parse_osi(text);
  if (!symbol) return 0;
  const auto back = parse_osi(to_padded_osi(*symbol));
  if (!back || back->root != symbol->root || back->expiry != symbol->expiry || back->strike != symbol->strike)
    std::abort();
  if (to_compact_osi(*back) != to_compact_osi(*symbol)) std::abort();
  if (symbol->root.find(root_spec(symbol->root).underlying) == std::string::npos &&
      root_spec(symbol->root).kind == UnderlyingKind::stock_or_etf) {
    std::abort();
  }
  return 0;
}
