#include "alerts/service.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "alerts/testing_folder.h"
#include "alerts/testing_report.h"

namespace gammafield::alerts {
namespace {

using namespace testing;

/// Keeps what it is given, for as long as the test looks.
class Shelf final : public Carrier {
 public:
  explicit Shelf(std::vector<std::string>& lines, std::mutex& mutex) : lines_(lines), mutex_(mutex) {}
  Came carry(const Outgoing& what) override {
    const std::lock_guard lock{mutex_};
    lines_.push_back(std::get<Line>(what).text);
    return feeds::Response{.status = 200};
  }

 private:
  std::vector<std::string>& lines_;
  std::mutex& mutex_;
};

class ServiceTest : public ::testing::Test {
 protected:
  std::unique_ptr<Service> started(std::vector<Rule> rules) {
    ServiceParts parts;
    parts.config.rules = std::move(rules);
    parts.config.sinks = {{"log", NoteFile{"log", true}}};
    parts.outbox = folder_ / "outbox";
    parts.carrier = std::make_unique<Shelf>(lines, mutex);
    parts.again_after = std::chrono::milliseconds{1};
    parts.notice = [this](const std::string& line) { notices.push_back(line); };
    auto service = Service::start(std::move(parts));
    EXPECT_TRUE(service) << service.error().message;
    return std::move(*service);
  }
  Folder folder_;
  std::mutex mutex;
  std::vector<std::string> lines, notices;
};

TEST_F(ServiceTest, TakesAndDelivers) {
  auto service = started({rule("near", SpotNear{WatchedLevel::call_wall, 0.25, 0.5}), rule("feed", DataStale{})});
  EXPECT_FALSE(service->due());
  EXPECT_FALSE(service->take(report(0, 6495), minute(0)));
  EXPECT_FALSE(service->take(FeedNews{"cboe SPX", "SPX", true, minute(9), minute(1)}, minute(9)));
  EXPECT_FALSE(service->test("log", minute(9)));
  ASSERT_TRUE(service->due());
  while (service->deliver(minute(10))) {
  }
  EXPECT_EQ(lines.size(), 3u);
  EXPECT_EQ(service->counts().delivered, 3);
  EXPECT_TRUE(notices.empty());
  const auto log = service->log(2).value();
  ASSERT_EQ(log.size(), 2u) << "the last ones";
  EXPECT_EQ(log.front().message.alert.kind, AlertKind::test) << "newest first";
  EXPECT_EQ(log.front().fate, Fate::delivered);
  EXPECT_EQ(log.front().message.tries, 1u);
  EXPECT_EQ(log.front().trouble, "");
}

TEST_F(ServiceTest, GoesOnAfterARestartWithoutTellingTwice) {
  const std::vector<Rule> rules{rule("near", SpotNear{WatchedLevel::call_wall, 0.25, 0.5})};
  EXPECT_FALSE(started(rules)->take(report(0, 6495), minute(0)));
  auto service = started(rules);
  EXPECT_FALSE(service->take(report(0, 6495), minute(1))) << "recorded again, or told again";
  EXPECT_FALSE(service->take(report(1, 6495), minute(1)));
  while (service->deliver(minute(2))) {
  }
  EXPECT_EQ(lines.size(), 1u);
}

TEST_F(ServiceTest, TellsTheDaysEndFromItsLastReport) {
  auto service = started({rule("evening", EndOfDay{}), rule("morning", PreMarket{})});
  EXPECT_FALSE(service->tick(at("2026-08-18T09:05-04:00")));
  EXPECT_FALSE(service->take(report(389, 6431), minute(389)));
  for (const char* time : {"2026-08-18T16:10-04:00", "2026-08-18T16:16-04:00", "2026-08-18T16:30-04:00",
                           "2026-08-19T09:01-04:00", "2026-08-19T09:02-04:00"})
    EXPECT_FALSE(service->tick(at(time)));
  while (service->deliver(at("2026-08-19T09:05-04:00"))) {
  }
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_NE(lines[0].find("SPX at the end of 2026-08-18"), std::string::npos) << lines[0];
  EXPECT_NE(lines[1].find("SPX before the open of 2026-08-19"), std::string::npos) << lines[1];
}

TEST_F(ServiceTest, TwoThreadsUseItAtATime) {
  auto service = started({rule("near", SpotNear{6400.0, 0.1, 0.2})});
  std::atomic<bool> done = false;
  std::thread courier{[&] {
    while (!done || service->due()) {
      if (!service->deliver(minute(10'000))) service->wait_for_more(std::chrono::milliseconds{1});
    }
  }};
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(service->take(report(i, i % 2 == 0 ? 6400 : 6450, 6300), minute(i)));
  done = true;
  courier.join();
  EXPECT_EQ(lines.size(), 50u);
}

TEST_F(ServiceTest, AFeedThatWasStaleBeforeARestartMayGoStaleAgain) {
  const std::vector<Rule> rules{rule("feed", DataStale{true, false})};
  EXPECT_FALSE(started(rules)->take(FeedNews{"cboe SPX", "SPX", true, minute(9), minute(1)}, minute(9)));
  auto service = started(rules);
  EXPECT_FALSE(service->take(FeedNews{"cboe SPX", "SPX", false, minute(20), minute(20)}, minute(20)));
  EXPECT_FALSE(service->take(FeedNews{"cboe SPX", "SPX", true, minute(30), minute(20)}, minute(30)));
  while (service->deliver(minute(31))) {
  }
  EXPECT_EQ(lines.size(), 2u);
}

/// No file of this process may grow, for as long as it lives.
class NoRoom {
 public:
  NoRoom() {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{0, before_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
  }
  NoRoom(const NoRoom&) = delete;
  NoRoom& operator=(const NoRoom&) = delete;
  ~NoRoom() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(ServiceTest, AFullDiskLosesNothingAndSendsNothingTwice) {
  auto service = started({rule("near", SpotNear{6400.0, 0.1, 0.2})});
  EXPECT_FALSE(service->take(report(0, 6400), minute(0)));
  {
    const NoRoom full;
    EXPECT_TRUE(service->take(report(1, 6450), minute(1))) << "not on disk";
    for (int i = 0; i < 20; ++i) EXPECT_FALSE(service->deliver(minute(2)));
    EXPECT_EQ(lines.size(), 1u) << "sent, and not written down; not sent again";
    EXPECT_EQ(notices.size(), 1u) << "told once";
  }
  EXPECT_FALSE(service->take(report(1, 6450), minute(3))) << "the same again, now that there is room";
  EXPECT_FALSE(service->take(report(2, 6400), minute(3)));
  while (service->deliver(minute(4))) {
  }
  EXPECT_EQ(lines.size(), 2u);
  EXPECT_EQ(service->counts().delivered, 2);
}

TEST_F(ServiceTest, RefusesAnOutboxThatIsInUse) {
  const auto first = started({});
  ServiceParts parts;
  parts.outbox = folder_ / "outbox";
  parts.carrier = std::make_unique<Shelf>(lines, mutex);
  const auto second = Service::start(std::move(parts));
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message.find("another process delivers from this outbox"), std::string::npos);
}

// E13: where a secret could show, it does not.
TEST_F(ServiceTest, ShowsNoSecret) {
  const std::string canary = "canary-5e2f77";
  const auto config = read_config(
      "[alerts.sink.p]\ntype = \"telegram\"\nchat = \"1\"\ntoken_env = \"T\"\n"
      "[alerts.sink.d]\ntype = \"discord\"\nurl_env = \"D\"\n",
      "a.toml");
  ASSERT_TRUE(config) << config.error().message;
  for (const std::string& text : {canary + " and more", canary + "\n" + canary, std::string{}}) {
    const auto secrets = secrets_of(*config, [&](const SecretSource&) { return text; });
    ASSERT_FALSE(secrets);
    EXPECT_EQ(secrets.error().message.find("canary"), std::string::npos) << secrets.error().message;
  }
  const auto no_address = secrets_of(*config, [&](const SecretSource&) { return canary; });
  ASSERT_FALSE(no_address);
  EXPECT_EQ(no_address.error().message, "sink d: variable D: holds no address of http or https");
}

}  // namespace
}  // namespace gammafield::alerts
