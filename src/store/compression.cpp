#include "store/compression.h"

#include <xxhash.h>
#include <zstd.h>

namespace gammafield::store {

namespace {

constexpr int level = 3;                            // higher ones buy nothing
constexpr unsigned long long largest = 1ull << 30;  // of what is read back

}  // namespace

std::string compressed(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), level));
  return out;
}

std::optional<std::string> decompressed(std::string_view bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size > largest) return std::nullopt;  // the codes for errors are larger
  std::string out(size, '\0');
  const std::size_t got = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
  return ZSTD_isError(got) != 0 || got != size ? std::nullopt : std::optional{std::move(out)};
}

std::uint64_t digest(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace gammafield::store
