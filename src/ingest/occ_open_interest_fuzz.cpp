#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ingest/occ_open_interest.h"

using namespace gammafield;

// What is read is whole: strikes and counts that a contract can have.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = ingest::read_occ_open_interest(std::string_view{reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!read) return 0;
  if (read->contracts.empty()) std::abort();
  for (const auto& [contract, open] : read->contracts)
    if (contract.strike_thousandths <= 0 || !contract.expiry.ok() || !(open.value() >= 0)) std::abort();
  return 0;
}
