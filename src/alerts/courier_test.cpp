#include "alerts/courier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "alerts/testing_folder.h"
#include "alerts/testing_report.h"
#include "alerts/words.h"

namespace gammafield::alerts {
namespace {

using namespace testing;
using feeds::Moment;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// A receiver that answers as told, and what it was sent.
class Receiver final : public Carrier {
 public:
  using Answer = std::function<Came(const std::string& title)>;
  explicit Receiver(Answer answer) : answer_(std::move(answer)) {}
  Came carry(const Outgoing& what) override {
    const auto& text = std::holds_alternative<Post>(what) ? std::get<Post>(what).body : std::get<Line>(what).text;
    constexpr std::string_view member = "\"rule\":\"";
    const auto found = text.find(member);
    const auto from = found == std::string::npos ? text.size() : found + member.size();
    const std::string name = text.substr(from, text.find('"', from) - from);
    sent.push_back(name);
    return answer_(name);
  }
  std::vector<std::string> sent;

 private:
  Answer answer_;
};

Carrier::Came status(int code, std::vector<feeds::Header> headers = {}, std::string body = {}) {
  return feeds::Response{code, std::move(headers), std::move(body)};
}
Carrier::Came good() { return status(204); }
Carrier::Came timed_out() {
  return base::failure(feeds::TransportFailure{feeds::TransportFault::timed_out, "10 s without an answer"});
}

/// An alert that is told by its rule's name.
Raised raised(const std::string& rule_name, std::vector<std::string> sinks, int nth = 0) {
  Raised each{test_alert(minute(nth)), std::move(sinks), {}};
  each.alert.rule = rule_name;
  each.alert.title = rule_name;
  each.alert.id = alert_id({rule_name, "SPX", minute(nth)});
  each.alert.json = fmt::format(R"({{"rule":"{} {}","id":"{}"}})", rule_name, nth, each.alert.id);
  return each;
}

/// An outbox, two sinks and a clock.
class Office {
 public:
  explicit Office(Receiver::Answer answer, OutboxLimits limits = {})
      : receiver(std::move(answer)),
        outbox(Outbox::open(folder_ / "outbox", limits).value()),
        courier({{"a", Webhook{"https://a.example"}}, {"b", NoteFile{"b", true}}}, {}, receiver, 7) {}
  void keep(std::vector<Raised> all) {
    const auto kept = outbox.keep({}, {}, all, now);
    ASSERT_TRUE(kept) << kept.error().message;
    gone = *kept;
  }
  /// Lets time pass, doing what is due.
  void pass(milliseconds time) {
    for (const Moment end = now + time; true;) {
      const auto due = outbox.due();
      ASSERT_TRUE(due) << due.error().message;
      if (!*due || **due > end) {
        now = end;
        return;
      }
      now = std::max(now, **due);
      const auto lines = courier.step(outbox, now);
      ASSERT_TRUE(lines) << lines.error().message;
      ASSERT_TRUE(*lines) << "it was due";
      times.push_back(now);
      said.insert(said.end(), (*lines)->begin(), (*lines)->end());
    }
  }
  [[nodiscard]] Outbox::Counts counts() const { return outbox.counts().value(); }

 private:
  Folder folder_;

 public:
  Receiver receiver;
  Outbox outbox;
  Courier courier;
  Moment now = minute(0);
  std::vector<Moment> times;
  std::vector<std::string> said;
  std::vector<Message> gone;
};

TEST(Courier, DeliversOnceInOrder) {
  Office office{[](const auto&) { return good(); }};
  office.keep({raised("x", {"a"}), raised("y", {"a", "b"}), raised("x", {"a"}, 1)});
  office.keep({raised("x", {"a"})});  // known already
  office.pass(minutes{1});
  EXPECT_EQ(office.receiver.sent, (std::vector<std::string>{"x 0", "y 0", "y 0", "x 1"}));
  EXPECT_EQ(office.counts().delivered, 4);
  EXPECT_TRUE(office.said.empty());
}

TEST(Courier, AReceiverThatIsDownForAnHourGetsEverythingInOrder) {
  const Moment back = Moment{minute(0)} + hours{1};
  Office* running = nullptr;
  Office office{[&](const std::string&) { return running->now < back ? timed_out() : good(); }};
  running = &office;
  for (int i = 0; i < 20; ++i) {
    office.keep({raised(i % 2 == 0 ? "even" : "odd", {"a"}, i)});
    office.pass(minutes{3});
  }
  office.pass(minutes{30});
  EXPECT_EQ(office.counts().delivered, 20);
  std::vector<std::string> arrived;
  for (std::size_t i = 0; i < office.receiver.sent.size(); ++i)
    if (office.times[i] >= back) arrived.push_back(office.receiver.sent[i]);
  for (const char* each : {"even", "odd"}) {
    std::vector<int> numbers;
    for (const auto& name : arrived)
      if (name.starts_with(each)) numbers.push_back(std::stoi(name.substr(name.find(' '))));
    EXPECT_EQ(numbers.size(), 10u);
    EXPECT_TRUE(std::ranges::is_sorted(numbers)) << each;
  }
  EXPECT_EQ(office.said, (std::vector<std::string>{"alerts: a: not delivered yet: timed_out: 10 s without an answer",
                                                   "alerts: a: delivers again"}));
  EXPECT_LT(office.receiver.sent.size(), 60u) << "it is not hammered";
}

TEST(Courier, OneSinksTroubleIsNoOthers) {
  Office office{[](const std::string& name) { return name.starts_with("x") ? status(500) : good(); }};
  office.keep({raised("x", {"a"}), raised("y", {"a"}), raised("z", {"b"})});
  office.pass(seconds{1});
  EXPECT_EQ(office.counts().delivered, 2) << "nor another rule's";
}

TEST(Courier, ObeysHowLongItIsToWait) {
  struct Row {
    std::string_view why;
    Carrier::Came answer;
    seconds least;
  };
  const Row rows[] = {
      {"Retry-After in seconds", status(429, {{"retry-after", "120"}}), seconds{120}},
      {"as a date", status(503, {{"retry-after", "Tue, 18 Aug 2026 13:40:00 GMT"}}), seconds{600}},
      {"Discord's fraction", status(429, {}, R"({"retry_after":64.57})"), seconds{64}},
      {"Telegram's", status(429, {}, R"({"ok":false,"parameters":{"retry_after":300}})"), seconds{300}}};
  for (const Row& row : rows) {
    int tries = 0;
    Office office{[&](const auto&) { return ++tries == 1 ? row.answer : good(); }};
    office.keep({raised("x", {"a"}), raised("y", {"a"})});
    office.pass(hours{1});
    ASSERT_EQ(office.times.size(), 3u) << row.why;
    EXPECT_GE(office.times[1] - office.times[0], row.least) << row.why << ": the other rule's too";
  }
}

TEST(Courier, GivesUpAndSaysSo) {
  Office refused{
      [](const std::string& name) { return name == "x 0" ? status(400, {}, R"({"message":"bad"})") : good(); }};
  refused.keep({raised("x", {"a"}), raised("x", {"a"}, 1)});
  refused.pass(hours{2});
  EXPECT_EQ(refused.receiver.sent.size(), 6u) << "five tries, then the next one's turn";
  EXPECT_EQ(refused.counts().given_up, 1);
  ASSERT_EQ(refused.said.size(), 3u);
  EXPECT_EQ(refused.said[1],
            fmt::format("alerts: a: given up after 5 tries: x of 2026-08-18T13:30:00Z ({}): status 400: "
                        "bad",
                        alert_id({"x", "SPX", minute(0)})));
  Office silent{[](const auto&) { return timed_out(); }, {.give_up_after = hours{3}}};
  silent.keep({raised("x", {"a"})});
  silent.pass(hours{4});
  EXPECT_EQ(silent.counts().given_up, 1);
  Office gone{[](const auto&) { return good(); }, {.give_up_after = hours{3}}};
  gone.keep({raised("x", {"not there any more"})});
  gone.pass(hours{4});
  EXPECT_EQ(gone.counts().given_up, 1);
  EXPECT_TRUE(gone.receiver.sent.empty());
}

TEST(Courier, WithoutRoomTheOldestIsGivenUp) {
  Office office{[](const auto&) { return timed_out(); }, {.waiting_max = 10}};
  std::vector<Raised> many;
  for (int i = 0; i < 13; ++i) many.push_back(raised("x", {"a"}, i));
  office.keep(many);
  ASSERT_EQ(office.gone.size(), 3u);
  EXPECT_EQ(office.gone.front().alert.id, many.front().alert.id);
  EXPECT_EQ(office.counts().waiting, 10);
}

TEST(Courier, AfterARestartWaitsStand) {
  const Folder folder;
  Receiver receiver{[](const auto&) { return status(429, {{"retry-after", "600"}}); }};
  const std::vector<Sink> sinks{{"a", Webhook{"https://a.example"}}};
  const Moment now = minute(0);
  {
    auto outbox = Outbox::open(folder / "outbox", {});
    ASSERT_TRUE(outbox->keep({}, {}, std::vector{raised("x", {"a"}), raised("y", {"a"})}, now));
    Courier courier{sinks, {}, receiver, 1};
    ASSERT_TRUE(courier.step(*outbox, now));
    EXPECT_FALSE(Outbox::open(folder / "outbox", {})) << "one process at a time";
  }
  const auto outbox = Outbox::open(folder / "outbox", {});
  ASSERT_TRUE(outbox);
  EXPECT_FALSE(outbox->next(now + seconds{599}).value());
  EXPECT_GE(outbox->due().value().value(), now + seconds{600});
}

TEST(Courier, QuietHoursHoldAMessageUntilTheyEnd) {
  Office office{[](const auto&) { return good(); }};
  Raised held = raised("x", {"a"});
  held.not_before = minute(90);
  office.keep({held, raised("y", {"a"})});
  office.pass(hours{3});
  EXPECT_EQ(office.receiver.sent, (std::vector<std::string>{"y 0", "x 0"}));
  EXPECT_EQ(office.times.back(), Moment{minute(90)});
}

TEST(Courier, KeepsToTheDistanceThatASinkWants) {
  const SinkKind chat = Telegram{"5", {}, ""}, group = Telegram{"-5", {}, ""};
  EXPECT_GT(least_distance(chat), seconds{1});
  EXPECT_GE(least_distance(group), seconds{3}) << "20 a minute";
  EXPECT_EQ(least_distance(Webhook{}), milliseconds{0});
}

TEST(Courier, ShowsNoSecretWhateverTheReceiverSays) {
  const std::string canary = "canary-7f3a9e";
  Secrets secrets;
  secrets.emplace("a", Secret::of(canary, "test").value());
  Receiver receiver{[&](const auto&) { return status(400, {}, R"({"description":"no bot )" + canary + R"("})"); }};
  Courier courier{{{"a", Telegram{"1", {}, "https://t.example"}}}, secrets, receiver, 1};
  const Folder folder;
  auto outbox = Outbox::open(folder / "outbox", {});
  ASSERT_TRUE(outbox->keep({}, {}, std::vector{raised("x", {"a"})}, minute(0)));
  std::string all;
  for (Moment now = minute(0); outbox->counts()->waiting > 0; now += hours{1}) {
    const auto lines = courier.step(*outbox, now);
    ASSERT_TRUE(lines && *lines);
    for (const auto& line : **lines) all += line + "\n";
  }
  EXPECT_NE(all.find("given up"), std::string::npos);
  EXPECT_EQ(all.find(canary), std::string::npos) << all;
  EXPECT_NE(all.find("***"), std::string::npos);
}

TEST(Secret, IsHiddenAsReceiversSayItBack) {
  const auto secret = Secret::of("https://chat.example/services/T0/canary-7f3a9e", "test").value();
  struct Row {
    const char* why;
    std::string text, shown;
  };
  const Row rows[] = {
      {"all of it", "no https://chat.example/services/T0/canary-7f3a9e!", "no ***!"},
      {"what was asked for", "POST /services/T0/canary-7f3a9e: no", "POST ***: no"},
      {"its last piece", "no hook canary-7f3a9e", "no hook ***"},
      {"cut within it", "no hook canary-7f", "no hook ***"},
      {"its host is no secret", "https://chat.example is away", "https://chat.example is away"},
  };
  for (const Row& row : rows) EXPECT_EQ(secret.without_it(row.text), row.shown) << row.why;
}

TEST(Backoff, DoublesToAQuarterOfAnHourAndIsSpread) {
  EXPECT_EQ(backoff(0, 0.0), milliseconds{2'500});
  EXPECT_EQ(backoff(0, 1.0), milliseconds{5'000});
  EXPECT_EQ(backoff(3, 1.0), milliseconds{40'000});
  for (const std::size_t tries : {8u, 20u, 1'000'000u}) EXPECT_EQ(backoff(tries, 1.0), minutes{15});
}

TEST(Outbox, RefusesWhatIsNone) {
  const Folder folder;
  {
    auto database = store::Database::open(folder / "other", store::Database::Mode::create);
    ASSERT_TRUE(database->execute("CREATE TABLE a(b)"));
  }
  const auto other = Outbox::open(folder / "other", {});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, store::FaultKind::damaged);
  {
    ASSERT_TRUE(Outbox::open(folder / "newer", {}));
    auto database = store::Database::open(folder / "newer", store::Database::Mode::write);
    ASSERT_TRUE(database->execute("PRAGMA user_version=99"));
  }
  const auto newer = Outbox::open(folder / "newer", {});
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().kind, store::FaultKind::too_new);
}

TEST(Outbox, TheStateComesBackAsItWas) {
  const Folder folder;
  State state;
  state.latest["SPX"] = minute(5);
  state.standing[{"r", "SPX", "told x"}] = {minute(3), 4, false, -0.1, -1};
  state.standing[{"r", "SPX", "watch y"}] = {};
  {
    auto outbox = Outbox::open(folder / "outbox", {});
    ASSERT_TRUE(outbox->keep({}, state, {}, minute(5)));
  }
  const auto outbox = Outbox::open(folder / "outbox", {});
  EXPECT_EQ(outbox->state().value(), state);
}

TEST(Outbox, ForgetsWhatWasDoneLongAgo) {
  Office office{[](const auto&) { return good(); }};
  office.keep({raised("x", {"a"})});
  office.pass(minutes{1});
  ASSERT_TRUE(office.outbox.forget_done(office.now + hours{24 * 6}));
  EXPECT_EQ(office.counts().delivered, 1);
  ASSERT_TRUE(office.outbox.forget_done(office.now + hours{24 * 8}));
  EXPECT_EQ(office.counts().delivered, 0);
}

}  // namespace
}  // namespace gammafield::alerts
