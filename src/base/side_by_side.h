#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>

namespace gammafield::base {

/// Calls work(i) once for every i below n, on up to `threads` threads, each of which takes the lowest i not yet taken.
/// One call must not write what another reads, so that the results are the same whatever the number of threads; nor
/// throw.
void side_by_side(std::size_t n, std::size_t threads, const std::function<void(std::size_t)>& work);

/// Calls ahead(i) once for every i below n, side by side, and after it turn(i), one at a time and in order. Nobody
/// waits for a turn: whoever is free takes the next turn if it can be had, and else the next i to go ahead with.
void ahead_and_in_turn(std::size_t n, std::size_t threads, const std::function<void(std::size_t)>& ahead,
                       const std::function<void(std::size_t)>& turn);

/// For work in order where what is ready must not pile up: i after i - 1.
class Turns {
 public:
  /// Sleeping and being woken takes longer than many turns, so at first it only lets others run.
  void wait_for(std::size_t i) const {
    constexpr int patience = 2000;
    for (int k = 0; k < patience && done_.load() < i; ++k) std::this_thread::yield();
    for (std::size_t done = done_.load(); done < i; done = done_.load()) done_.wait(done);
  }
  /// To be called once for every i, in order.
  void finish(std::size_t i) {
    done_.store(i + 1);
    done_.notify_all();
  }

 private:
  std::atomic<std::size_t> done_{0};
};

}  // namespace gammafield::base
