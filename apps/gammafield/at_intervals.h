#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace gammafield::app {

/// Looks at once and again after each pause, in the thread that calls, until it is asked to stop: then a pause ends at
/// once, and a look when it does.
template <class Look>
void at_intervals(const std::stop_token& stop, std::chrono::seconds pause, Look look) {
  std::mutex mutex;
  std::condition_variable_any woken;
  std::unique_lock lock{mutex};
  while (!stop.stop_requested()) {
    look();
    woken.wait_for(lock, stop, pause, [] { return false; });
  }
}

}  // namespace gammafield::app
