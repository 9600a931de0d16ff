#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ingest/occ_report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto session = gammafield::ingest::read_occ_last_session({reinterpret_cast<const char*>(data), size});
  if (session && !session->ok()) std::abort();
  return 0;
}
