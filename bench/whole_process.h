#pragma once

#include <string>
#include <vector>

namespace gammafield::bench {

/// What running a program costs, from start to exit, by the operating system's accounts.
struct ProcessCost {
  double wall_ms = 0;  ///< median
  double cpu_ms = 0;   ///< user and system, median
  double peak_mb = 0;  ///< largest resident set, the worst run
  bool ok = true;      ///< every run exited with 0
};

/// Runs the command once, its output thrown away: for what cannot be done twice alike.
[[nodiscard]] ProcessCost process_once(const std::vector<std::string>& command);

/// Runs the command `runs` times after one that does not count, its output thrown away.
[[nodiscard]] ProcessCost whole_process(const std::vector<std::string>& command, int runs);

}  // namespace gammafield::bench
