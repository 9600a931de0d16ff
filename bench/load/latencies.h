#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace gammafield::bench {

/// Times of many equal things.
class Latencies {
 public:
  void add(std::chrono::nanoseconds time) { ms_.push_back(std::chrono::duration<float, std::milli>(time).count()); }
  void add(const Latencies& others) { ms_.insert(ms_.end(), others.ms_.begin(), others.ms_.end()); }
  [[nodiscard]] std::size_t count() const { return ms_.size(); }
  /// Milliseconds that `share` of them do not pass; 0 of none.
  [[nodiscard]] double ms(double share) const {
    if (ms_.empty()) return 0;
    auto sorted = ms_;
    const auto last = static_cast<double>(sorted.size() - 1);
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(share * last);
    std::ranges::nth_element(sorted, at);
    return *at;
  }

 private:
  std::vector<float> ms_;
};

}  // namespace gammafield::bench
