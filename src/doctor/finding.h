#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What `gammafield doctor` finds out about a machine, and what to do about it.
namespace gammafield::doctor {

enum class State : std::uint8_t {
  good,
  unknown,  ///< not asked for, or not to be told here
  warning,  ///< works, but something will go wrong or is missing
  failed,   ///< something does not work
};
[[nodiscard]] std::string_view to_string(State);

struct Finding {
  std::string what;  ///< `clock`, `calendar`, ...
  State state = State::good;
  std::string found;  ///< one line
  std::string to_do;  ///< one line; empty: nothing
};
using Findings = std::vector<Finding>;

}  // namespace gammafield::doctor
