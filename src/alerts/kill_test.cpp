#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "alerts/courier.h"
#include "alerts/testing_folder.h"
#include "alerts/testing_report.h"

// A recorder that evaluates, keeps and delivers is killed wherever it is, again and again: every alert of every Report
// arrives, none under another key, and each rule's in order.

namespace gammafield::alerts {
namespace {

using namespace testing;

const std::vector<Rule>& rules() {
  static const std::vector<Rule> made = [] {
    std::vector<Rule> all{rule("flip", FlipCrossed{0.01}), rule("tested", WallState{{}, {AlertKind::wall_tested}}),
                          rule("near", SpotNear{WatchedLevel::call_wall, 0.1, 0.2})};
    all[0].sinks = {"one", "two"};
    all[1].cool_down = std::chrono::minutes{3};
    all[1].sinks = {"two"};
    all[2].sinks = {"one"};
    return all;
  }();
  return made;
}

/// The Report of a minute: spot wanders over flip and wall.
engine::Report report_of(int minutes) {
  auto made = report(minutes, 6400 + 30 * ((minutes * 7) % 5 - 2) + (minutes % 11 == 0 ? 99 : 0));
  if (minutes % 3 == 0) add_wall_event(made, levels::Side::call, 6500, session::WallEventKind::tested);
  return made;
}

/// A receiver whose book survives the sender: a line for each message, at once. Some come back with a fault.
class Book final : public Carrier {
 public:
  Book(std::string path, std::uint64_t seed) : path_(std::move(path)), random_(seed) {}
  Came carry(const Outgoing& what) override {
    const auto& line = std::get<Line>(what);
    if (random_.below(5) == 0) return base::failure(feeds::TransportFailure{feeds::TransportFault::timed_out, "late"});
    const std::string entry = line.path + " " + line.text;
    const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    EXPECT_EQ(::write(file, entry.data(), entry.size()), std::ssize(entry));
    ::close(file);
    // delivered, and the answer is lost on its way back
    if (random_.below(7) == 0) return feeds::Response{.status = 503};
    return feeds::Response{.status = 200};
  }

 private:
  std::string path_;
  base::RandomStream random_;
};

struct Sender {
  Outbox outbox;
  State state;
  static Sender open(const std::string& path) {
    auto outbox = Outbox::open(path, {});
    EXPECT_TRUE(outbox) << outbox.error().message;
    auto state = outbox->state();
    EXPECT_TRUE(state) << state.error().message;
    return {std::move(*outbox), std::move(*state)};
  }
  void take(const engine::Report& report, feeds::Moment now) {
    auto out = evaluate(rules(), state, report);
    const auto kept = outbox.keep(state, out.state, out.raised, now);
    ASSERT_TRUE(kept) << kept.error().message;
    state = std::move(out.state);
  }
};

const std::vector<Sink> sinks{{"one", NoteFile{"one", true}}, {"two", NoteFile{"two", true}}};

/// From the Report after the last one taken, two tries of deliveries after each; time runs as long as there is life.
[[noreturn]] void send_until_killed(const std::string& path, const std::string& book, int reports, std::uint64_t seed) {
  Sender sender = Sender::open(path);
  Book receiver{book, seed};
  Courier courier{sinks, {}, receiver, seed};
  const auto latest = sender.state.latest.find("SPX");
  int next = latest == sender.state.latest.end() ? 0 : static_cast<int>((latest->second - minute(0)).count() / 60) + 1;
  feeds::Moment now = minute(next);
  while (true) {
    if (next < reports) sender.take(report_of(next++), now);
    for (int tries = 0; tries < 2; ++tries) {
      if (!courier.step(sender.outbox, now)) std::_Exit(2);
      now += std::chrono::seconds{20};
    }
  }
}

void kill_after(std::uint64_t microseconds, const std::string& path, const std::string& book, int reports,
                std::uint64_t seed) {
  const pid_t child = ::fork();
  if (child == 0) send_until_killed(path, book, reports, seed);
  std::this_thread::sleep_for(std::chrono::microseconds{microseconds});
  ::kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
}

/// `sink rule` -> ids as they first came.
std::map<std::string, std::vector<std::string>> first_arrivals(const std::string& book) {
  std::map<std::string, std::vector<std::string>> all;
  std::set<std::string> seen;
  std::ifstream file{book};
  const auto member = [](const std::string& line, const std::string& key) {
    const auto from = line.find("\"" + key + "\":\"") + key.size() + 4;
    return line.substr(from, line.find('"', from) - from);
  };
  for (std::string line; std::getline(file, line);) {
    const std::string sink = line.substr(0, 3), id = member(line, "id");
    if (seen.insert(sink + id).second) all[sink + " " + member(line, "rule")].push_back(id);
  }
  return all;
}

/// The same of Reports evaluated once, without any outbox.
std::map<std::string, std::vector<std::string>> expected(int reports) {
  std::map<std::string, std::vector<std::string>> all;
  Heard heard;
  for (int i = 0; i < reports; ++i) heard.take(rules(), report_of(i));
  for (const Raised& each : heard.raised)
    for (const std::string& sink : each.sinks) all[sink + " " + each.alert.rule].push_back(each.alert.id);
  return all;
}

// GAMMAFIELD_LONG=1: a thousand restarts.
TEST(Delivery, LosesNothingAndKeepsOrderWhenKilled) {
  const int kills = std::getenv("GAMMAFIELD_LONG") != nullptr ? 1'000 : 60;
  const Folder folder;
  const std::string path = folder / "outbox", book = folder / "book";
  const int reports = 2 * kills;
  base::RandomStream random{20261122};
  for (int k = 0; k < kills; ++k) kill_after(2'000 + random.below(30'000), path, book, reports, random.next());

  Sender sender = Sender::open(path);
  const auto latest = sender.state.latest.find("SPX");
  ASSERT_NE(latest, sender.state.latest.end()) << "nothing was evaluated at all";
  for (int i = static_cast<int>((latest->second - minute(0)).count() / 60) + 1; i < reports; ++i)
    sender.take(report_of(i), minute(i));
  Book receiver{book, 1};
  Courier courier{sinks, {}, receiver, 1};
  feeds::Moment now = minute(0) + std::chrono::hours{70};
  for (auto due = sender.outbox.due(); due && *due; due = sender.outbox.due()) {
    now = std::max(now, **due);
    ASSERT_TRUE(courier.step(sender.outbox, now));
  }
  EXPECT_EQ(first_arrivals(book), expected(reports));
  const auto counts = sender.outbox.counts();
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->waiting, 0);
  EXPECT_EQ(counts->given_up, 0);
}

}  // namespace
}  // namespace gammafield::alerts
