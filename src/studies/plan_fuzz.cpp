#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "studies/plan.h"

/// Any text is refused in one line, or is a study that can be told.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  const auto plan = studies::read_study({reinterpret_cast<const char*>(data), size}, "study.toml");
  if (!plan) {
    if (plan.error().message.empty() || plan.error().message.find('\n') != std::string::npos) std::abort();
    return 0;
  }
  if (plan->sides.empty() || plan->bases.empty() || plan->rules.empty()) std::abort();
  if (!(plan->race.beyond > 0) || plan->race.away < plan->race.touch) std::abort();
  if (studies::choices_of(*plan).empty()) std::abort();
  return 0;
}
