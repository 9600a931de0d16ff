#pragma once

#include <map>
#include <string>

#include "kernel_chain.h"

namespace gammafield::bench {

/// Nanoseconds a unit of numpy's tasks on this chain, by name: profile (whole), greeks, implied_vol (an option).
/// Weights of the profile are sign times open interest. Empty when python3 with numpy and scipy is not there.
[[nodiscard]] std::map<std::string, double> numpy_times(const KernelChain&);

}  // namespace gammafield::bench
