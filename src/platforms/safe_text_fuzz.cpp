#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platforms/conversion.h"
#include "platforms/safe_text.h"

using namespace gammafield;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

/// Whatever a symbol or an instrument is called: what comes out is short, of the allowed characters, and stays what it
/// is when it goes through again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto safe = platforms::safe_text(text);
  require(!safe.empty() && safe.size() <= 40);
  require(safe.find_first_of("\"'\\`|;,<>(){}[]=%\n\r\t") == std::string::npos);
  require(safe.find("//") == std::string::npos);
  require(platforms::safe_text(safe) == safe);
  require(platforms::product_of(text).size() <= text.size());
  const auto found = platforms::conversion("SPX", market::Spot{5000}, {}, {std::string{text}, 5010, {}});
  require(found || found.error().message.find("conversion: ") == 0);
  if (found) require(!platforms::basis_text(*found).empty());
  return 0;
}
