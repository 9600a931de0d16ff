#include <cstdlib>

#include "exposure/positioning.h"
#include "inventory/state.h"

using namespace gammafield;

// Whatever the file: a refusal of one line, or an inventory that writes and reads back to the same bytes, and whose
// positioning file is one.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto read = inventory::inventory_from_text(text, "fuzz.csv");
  if (!read) {
    const std::string& message = read.error().message;
    if (message.empty() || message.size() > 400 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  const std::string written = inventory::to_text(*read);
  const auto again = inventory::inventory_from_text(written, "again.csv");
  if (!again || inventory::to_text(*again) != written) std::abort();
  const std::string file = inventory::to_positioning_file(*read);
  if (file != "option,fraction\n" && !exposure::Positioning::from_csv(file, "positions.csv")) std::abort();
  return 0;
}
