#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

#include <boost/asio/thread_pool.hpp>

namespace gammafield::server {

/// Threads for what takes longer than the network may wait. Only so much waits for them: more is refused at once.
class Workers {
 public:
  explicit Workers(std::size_t threads, std::size_t most_waiting = 512) : pool_(threads), most_(most_waiting) {}
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() { pool_.join(); }

  /// False: too much waits already, and nothing was taken.
  [[nodiscard]] bool take(std::function<void()> work);
  [[nodiscard]] std::size_t waiting() const { return waiting_; }
  /// Until all that was taken is done.
  void join() { pool_.join(); }

 private:
  boost::asio::thread_pool pool_;
  std::size_t most_;
  std::atomic<std::size_t> waiting_ = 0;  ///< taken and not yet done
};

}  // namespace gammafield::server
