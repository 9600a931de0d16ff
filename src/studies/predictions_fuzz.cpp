#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "studies/predictions.h"

// Whatever the file: a refusal of one line, or forecasts that are probabilities of cases on days in a row.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  const auto read = studies::read_predictions({reinterpret_cast<const char*>(data), size}, "fuzz.csv");
  if (!read) {
    const std::string& message = read.error().message;
    if (message.empty() || message.size() > 400 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  for (const auto& part : {read->folds, read->holdout}) {
    if (!part) continue;
    const auto& cases = part->cases;
    if (cases.days.size() != cases.outcomes.size() || part->attempts > cases.days.size()) std::abort();
    for (const auto& rung : cases.rungs) {
      if (rung.forecasts.size() != cases.outcomes.size()) std::abort();
      for (const double forecast : rung.forecasts) {
        if (!(forecast >= 0 && forecast <= 1)) std::abort();
      }
    }
  }
  return 0;
}
