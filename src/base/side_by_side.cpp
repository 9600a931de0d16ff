#include "base/side_by_side.h"

#include <algorithm>

#include <tbb/task_arena.h>
#include <tbb/task_group.h>

namespace gammafield::base {

void side_by_side(std::size_t n, std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < n; i = next++) work(i);
  };
  const std::size_t most = std::min(threads, n);
  if (most <= 1) return take();
  // isolated: who waits here for others must not begin another call's work, which may wait for this one's
  tbb::this_task_arena::isolate([&] {
    tbb::task_group others;
    for (std::size_t k = 1; k < most; ++k) others.run(take);
    take();
    others.wait();
  });
}

}  // namespace gammafield::base
