#pragma once

#include <functional>
#include <vector>

namespace gammafield::bench {

/// The middle of the numbers; 0 for none.
[[nodiscard]] double median(std::vector<double> numbers);

/// Milliseconds of wall time that `work` takes: the median of `runs` after one run that does not count.
[[nodiscard]] double median_ms(int runs, const std::function<void()>& work);

}  // namespace gammafield::bench
