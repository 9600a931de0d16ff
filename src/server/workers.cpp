#include "server/workers.h"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

namespace gammafield::server {

std::chrono::nanoseconds Workers::expected_wait(Moment now) const {
  if (waiting_.empty()) return {};
  const auto ahead = static_cast<std::int64_t>(waiting_.size() / threads_);
  return std::max(std::chrono::nanoseconds{now - waiting_.front()}, ahead * usual_);
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock{mutex_};
  return waiting_.size() + busy_;
}

bool Workers::take(std::function<void()> work) {
  {
    const std::lock_guard lock{mutex_};
    const auto now = clock_();
    if (waiting_.size() + busy_ >= most_ || expected_wait(now) > patience) return false;
    waiting_.push_back(now);
  }
  boost::asio::post(pool_, [this, work = std::move(work)] { run(work); });
  return true;
}

void Workers::run(const std::function<void()>& work) {
  const auto began = clock_();
  {
    const std::lock_guard lock{mutex_};
    waiting_.pop_front();
    ++busy_;
  }
  work();
  constexpr int weight = 8;  // of what was, against the one that has just ended
  const std::lock_guard lock{mutex_};
  --busy_;
  usual_ = ((weight - 1) * usual_ + (clock_() - began)) / weight;
}

}  // namespace gammafield::server
