// A feed that works and a disk that does not: nothing is lost, reading goes on, and recording resumes by itself.

#include "live/loop.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <filesystem>

#include "live/testing_loop.h"
#include "store/day_seal.h"

namespace gammafield::live {
namespace {

/// A limit of the process for as long as it lives.
class Limited {
 public:
  Limited(__rlimit_resource what, rlim_t most) : what_(what) {
    ::getrlimit(what_, &before_);
    const rlimit now{most, before_.rlim_max};
    EXPECT_EQ(::setrlimit(what_, &now), 0);
  }
  Limited(const Limited&) = delete;
  Limited& operator=(const Limited&) = delete;
  ~Limited() { ::setrlimit(what_, &before_); }

 private:
  __rlimit_resource what_;
  rlimit before_{};
};

/// Breaks what `fault` breaks for three minutes, and looks on.
template <class Broken>
void expect_resumes(Broken breaks, const char* why) {
  const store::ScratchFolder scratch;
  const auto folder = store::Folder::make(scratch / "history");
  Session session{*folder};
  session.pass(minutes{3});
  ASSERT_EQ(session.told.size(), 3u) << why;
  ASSERT_EQ(session.notices.size(), 0u) << session.notices.front();
  {
    const auto broken = breaks(*folder);
    session.pass(minutes{3});
    EXPECT_EQ(session.told.size(), 3u) << why << ": nothing is told that is not on disk";
    EXPECT_TRUE(session.said("not recorded yet")) << why;
    EXPECT_TRUE(session.refusals.empty()) << session.refusals.front();
  }
  EXPECT_EQ(readable(*folder), 3u) << why;
  session.pass(seconds{10});
  EXPECT_GE(session.told.size(), 6u) << why << ": within ten seconds, with all that waited";
  EXPECT_TRUE(session.said("recording again")) << why;
  session.pass(minutes{2});
  EXPECT_FALSE(session.close()) << why;
  EXPECT_EQ(readable(*folder), session.told.size()) << why;
  EXPECT_TRUE(std::ranges::is_sorted(session.told)) << why;
  EXPECT_TRUE(store::check_day(folder->day_path("SPX", std::chrono::year{2026} / 8 / 18))) << why;
}

TEST(Loop, GoesOnAfterAFileMayNotGrow) {
  std::signal(SIGXFSZ, SIG_IGN);
  expect_resumes([](const store::Folder&) { return Limited{RLIMIT_FSIZE, 8 * 1024}; }, "no file may grow");
}

TEST(Loop, GoesOnAfterTheDescriptorsRanOut) {
#if defined(__has_feature)
#if __has_feature(undefined_behavior_sanitizer)
  GTEST_SKIP() << "the sanitizer looks at memory through a pipe of its own, and takes having none for a broken object";
#endif
#endif
  // the day is open by then, so a symbol that is new needs what is not there
  const store::ScratchFolder scratch;
  const auto folder = store::Folder::make(scratch / "history");
  Session session{*folder};
  {
    const int used = ::dup(0);
    ::close(used);
    const Limited none{RLIMIT_NOFILE, static_cast<rlim_t>(used)};
    session.pass(minutes{3});
    EXPECT_TRUE(session.said("not recorded yet"));
    EXPECT_TRUE(session.refusals.empty()) << session.refusals.front();
    EXPECT_TRUE(session.told.empty());
  }
  session.pass(seconds{10});
  EXPECT_EQ(session.told.size(), 4u);
  EXPECT_FALSE(session.close());
  EXPECT_EQ(readable(*folder), 4u);
}

/// Nobody's rights for as long as it lives: the superuser may write anywhere.
class Unprivileged {
 public:
  Unprivileged() : before_(::geteuid()) {
    constexpr uid_t nobody = 65534;
    if (before_ == 0) {
      EXPECT_EQ(::seteuid(nobody), 0);
    }
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;
  ~Unprivileged() { EXPECT_EQ(::seteuid(before_), 0); }

 private:
  uid_t before_;
};

TEST(Loop, GoesOnAfterTheFolderWasReadOnly) {
  const store::ScratchFolder scratch;
  const auto folder = store::Folder::make(scratch / "history");
  namespace fs = std::filesystem;
  Session session{*folder};
  fs::permissions(scratch.path(), fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  fs::permissions(scratch / "history",
                  fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
  {
    const Unprivileged user;
    session.pass(minutes{3});
  }
  EXPECT_TRUE(session.said("not recorded yet"));
  EXPECT_TRUE(session.refusals.empty()) << session.refusals.front();
  EXPECT_TRUE(session.told.empty());
  fs::permissions(scratch / "history", fs::perms::owner_all);
  session.pass(seconds{10});
  EXPECT_EQ(session.told.size(), 4u);
  EXPECT_FALSE(session.close());
}

TEST(Loop, GoesOnAfterMemoryRanOut) {
  const store::ScratchFolder scratch;
  const auto folder = store::Folder::make(scratch.path());
  Session session{*folder};
  session.memory = false;
  session.pass(minutes{2});
  EXPECT_TRUE(session.said("out of memory"));
  EXPECT_LT(session.asked, 200) << "no vendor is asked without a pause";
  session.memory = true;
  session.pass(minutes{2});
  EXPECT_GE(session.told.size(), 1u);
}

TEST(Loop, TellsWhatItGivesUp) {
  const store::ScratchFolder scratch;
  const auto folder = store::Folder::make(scratch.path());
  Session session{*folder};
  std::signal(SIGXFSZ, SIG_IGN);
  {
    const Limited none{RLIMIT_FSIZE, 0};
    session.pass(minutes{40});
    EXPECT_TRUE(session.said("given up"));
  }
  session.pass(seconds{10});
  EXPECT_GE(session.told.size(), Loop::most_waiting);
  EXPECT_LE(session.told.size(), Loop::most_waiting + 1);
}

TEST(Loop, TellsATroubleThatGoesOnOnce) {
  const store::ScratchFolder scratch;
  Session session{*store::Folder::make(scratch / "history")};
  session.pass(minutes{3});
  session.trouble = feeds::Trouble{feeds::TroubleKind::timed_out, "no answer"};
  session.pass(minutes{4});
  const int asked = session.asked;
  EXPECT_GT(asked, 4) << "asked again and again";
  ASSERT_EQ(std::ranges::count(session.notices, "scripted: timed_out: no answer"), 1);
  session.trouble->kind = feeds::TroubleKind::unreachable;
  session.pass(minutes{4});
  EXPECT_EQ(std::ranges::count(session.notices, "scripted: unreachable: no answer"), 1) << "another one is news";
  session.trouble.reset();
  session.pass(minutes{4});
  EXPECT_EQ(std::ranges::count(session.notices, "scripted: answers again"), 1);
}

TEST(Loop, TellsItsListenerWhetherAFeedIsFresh) {
  const store::ScratchFolder scratch;
  Session session{*store::Folder::make(scratch / "history")};
  session.pass(minutes{3});
  session.trouble = feeds::Trouble{feeds::TroubleKind::timed_out, "no answer"};
  session.pass(minutes{30});
  session.trouble.reset();
  session.pass(minutes{10});
  EXPECT_EQ(session.freshness, (std::vector<std::string>{"scripted fresh", "scripted stale", "scripted fresh"}));
}

TEST(Loop, ClosesTheDayInTheEvening) {
  const store::ScratchFolder scratch;
  const auto folder = store::Folder::make(scratch.path());
  Session session{*folder};
  session.pass(minutes{2});
  const std::string path = folder->day_path("SPX", std::chrono::year{2026} / 8 / 18);
  EXPECT_FALSE(store::check_seal(path).value());
  session.trouble = feeds::Trouble{feeds::TroubleKind::timed_out, "the vendor sleeps"};
  session.now = feeds::moment("2026-08-18T16:40-04:00");
  session.pass(minutes{30});
  EXPECT_TRUE(store::check_seal(path).value()) << "what is archived must be closed";
  EXPECT_TRUE(session.refusals.empty());
}

TEST(Loop, AClockThatIsSetChangesNoPace) {
  for (const auto error : {minutes{-60}, minutes{+60}}) {
    const store::ScratchFolder scratch;
    const auto folder = store::Folder::make(scratch.path());
    Session session{*folder};
    session.pass(minutes{5});
    const int before = session.asked;
    session.clock_error = error;
    session.pass(minutes{5});
    EXPECT_EQ(session.asked - before, 5) << error.count();
    session.clock_error = minutes{0};
    session.pass(minutes{5});
    EXPECT_EQ(session.asked - before, 10) << error.count();
    EXPECT_FALSE(session.said("stale")) << error.count();
  }
}

}  // namespace
}  // namespace gammafield::live
