#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

#include <boost/asio/thread_pool.hpp>

namespace gammafield::server {

/// Threads for what takes longer than the network may wait. What would wait too long is refused at once: an answer
/// that comes when nobody waits for it any more only delays the next one.
class Workers {
 public:
  using Moment = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds patience{1'000};

  explicit Workers(std::size_t threads, std::size_t most_waiting = 512,
                   std::function<Moment()> clock = std::chrono::steady_clock::now)
      : pool_(threads), threads_(threads), most_(most_waiting), clock_(std::move(clock)) {}
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() { pool_.join(); }

  /// False, and nothing was taken: as many as may wait do so, the one that has waited longest has done so for
  /// `patience`, or, by what the last ones took, a new one would.
  [[nodiscard]] bool take(std::function<void()> work);
  [[nodiscard]] std::size_t waiting() const;
  /// Until all that was taken is done.
  void join() { pool_.join(); }

 private:
  [[nodiscard]] std::chrono::nanoseconds expected_wait(Moment now) const;
  void run(const std::function<void()>& work);

  boost::asio::thread_pool pool_;
  std::size_t threads_, most_;
  std::function<Moment()> clock_;
  mutable std::mutex mutex_;
  std::deque<Moment> waiting_;         ///< since when, in the order they are begun
  std::size_t busy_ = 0;               ///< begun and not yet done
  std::chrono::nanoseconds usual_{0};  ///< what one takes, the last ones counting most
};

}  // namespace gammafield::server
