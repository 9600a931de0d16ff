#include <cmath>
#include <cstdlib>
#include <string_view>

#include "exposure/positioning.h"

using namespace gammafield;

// Whatever the file: a refusal of one line, or fractions between -1 and 1.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto positioning = exposure::Positioning::from_csv(text, "fuzz.csv");
  if (!positioning) {
    const std::string& message = positioning.error().message;
    if (message.empty() || message.size() > 400 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  market::Expiry expiry;
  expiry.root = "SPX";
  expiry.date = std::chrono::year{2026} / 3 / 20;
  market::OptionRow row;
  row.strike = market::Strike{5000};
  for (const market::Right right : {market::Right::call, market::Right::put}) {
    row.right = right;
    if (std::abs(positioning->fraction(expiry, row, market::Spot{5000}).value()) > 1) std::abort();
  }
  return 0;
}
