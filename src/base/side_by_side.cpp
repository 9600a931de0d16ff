#include "base/side_by_side.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <vector>

#include <tbb/task_arena.h>
#include <tbb/task_group.h>

namespace gammafield::base {
namespace {

/// What is to be done next, of two kinds of work.
class Agenda {
 public:
  struct Item {
    std::size_t i = 0;
    bool is_turn = false;
  };
  explicit Agenda(std::size_t n) : is_ahead_(n) {}

  /// None: what is left, others are at, or will be.
  [[nodiscard]] std::optional<Item> next() {
    const std::scoped_lock lock{mutex_};
    if (!turning_ && next_turn_ < is_ahead_.size() && is_ahead_[next_turn_]) {
      turning_ = true;
      return Item{next_turn_, true};
    }
    if (next_ahead_ == is_ahead_.size()) return std::nullopt;
    return Item{next_ahead_++, false};
  }
  void done(const Item& item) {
    const std::scoped_lock lock{mutex_};
    if (!item.is_turn) {
      is_ahead_[item.i] = true;
      return;
    }
    turning_ = false;
    ++next_turn_;
  }

 private:
  std::mutex mutex_;
  std::vector<bool> is_ahead_;
  std::size_t next_ahead_ = 0, next_turn_ = 0;
  bool turning_ = false;
};

}  // namespace

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

void ahead_and_in_turn(std::size_t n, std::size_t threads, const std::function<void(std::size_t)>& ahead,
                       const std::function<void(std::size_t)>& turn) {
  Agenda agenda{n};
  const std::size_t workers = std::max<std::size_t>(threads, 1);
  side_by_side(workers, workers, [&](std::size_t) {
    while (const auto item = agenda.next()) {
      (item->is_turn ? turn : ahead)(item->i);
      agenda.done(*item);
    }
  });
}

}  // namespace gammafield::base
