#include "doctor/finding.h"

namespace gammafield::doctor {

std::string_view to_string(State state) {
  switch (state) {
    case State::good: return "good";
    case State::unknown: return "unknown";
    case State::warning: return "warning";
    case State::failed: return "failed";
  }
  return "unknown";
}

}  // namespace gammafield::doctor
