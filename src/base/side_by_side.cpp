#include "base/side_by_side.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace gammafield::base {

void side_by_side(std::size_t n, std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < n; i = next++) work(i);
  };
  std::vector<std::jthread> others;
  for (std::size_t k = 1; k < std::min(threads, n); ++k) others.emplace_back(take);
  take();
}

}  // namespace gammafield::base
