#include <cstdint>
#include <cstdlib>

#include "market/coin_option.h"

/// Whatever is read as a name is written back to one that reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::market;
  const auto option = parse_coin_option({reinterpret_cast<const char*>(data), size});
  if (!option) return 0;
  const auto back = parse_coin_option(to_string(*option));
  if (!back || back->exchange != option->exchange || back->root != option->root || back->expiry != option->expiry ||
      back->right != option->right || back->strike != option->strike)
    std::abort();
  return 0;
}
