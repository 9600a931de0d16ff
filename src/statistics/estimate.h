#pragma once

namespace gammafield::statistics {

/// A figure with its interval.
struct Estimate {
  double value = 0, low = 0, high = 0;
};

}  // namespace gammafield::statistics
