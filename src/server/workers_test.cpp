#include "server/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace gammafield::server {
namespace {

using namespace std::chrono_literals;

/// Workers whose time stands still until it is moved, and whose first work ends when it is told to.
class WorkersTest : public testing::Test {
 public:
  void keep_busy() {
    std::promise<void> begun;
    ASSERT_TRUE(workers.take([&begun, this] {
      begun.set_value();
      end.get_future().wait();
    }));
    begun.get_future().wait();
  }
  void let_go() {
    end.set_value();
    while (workers.waiting() > 0) std::this_thread::sleep_for(1ms);
  }

  std::atomic<Workers::Moment> now = Workers::Moment{};
  std::promise<void> end;
  std::atomic<int> done = 0;
  Workers workers{1, 4, [this] { return now.load(); }};
};

TEST_F(WorkersTest, TakesSoMuchAndNoMore) {
  keep_busy();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(workers.take([this] { ++done; }));
  EXPECT_FALSE(workers.take([this] { ++done; })) << "one in work and three that wait are four";
  EXPECT_EQ(workers.waiting(), 4u);
  let_go();
  EXPECT_EQ(done, 3);
  EXPECT_TRUE(workers.take([] {})) << "and again when that is done";
}

TEST_F(WorkersTest, TakesNothingBehindWhatHasWaitedTooLong) {
  keep_busy();
  EXPECT_TRUE(workers.take([] {}));
  now = now.load() + Workers::patience;
  EXPECT_TRUE(workers.take([] {})) << "just as long as may be";
  now = now.load() + 1ms;
  EXPECT_FALSE(workers.take([] {}));
  let_go();
  EXPECT_TRUE(workers.take([] {})) << "nothing waits any more";
}

TEST_F(WorkersTest, TakesNothingThatWouldWaitTooLongByWhatTheLastOnesTook) {
  keep_busy();
  now = now.load() + 12 * Workers::patience;  // the first of them takes long: an eighth of it is the usual time
  let_go();
  end = {};
  keep_busy();
  EXPECT_TRUE(workers.take([] {})) << "nothing waits before it";
  EXPECT_FALSE(workers.take([] {})) << "behind one that is expected to take 1.5 times as long as may be waited";
  let_go();
}

}  // namespace
}  // namespace gammafield::server
