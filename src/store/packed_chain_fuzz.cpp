#include <cstddef>
#include <cstdint>
#include <string_view>

#include "store/compression.h"
#include "store/packed_chain.h"

using namespace gammafield::store;

// Bytes as a listing and, of its contracts, values; as a compressed text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const std::size_t cut = size > 1 ? std::size_t{data[0]} * size / 256 : 0;
  if (const auto listed = unpacked_listing(bytes.substr(0, cut)))
    if (const auto loaded = unpacked_values(bytes.substr(cut), *listed, nullptr)) {
      if (unpacked_values(packed_values(*loaded, nullptr), *listed, nullptr)) (void)packed_listing(loaded->chain);
    }
  if (size < 4096) (void)decompressed(bytes);
  return 0;
}
