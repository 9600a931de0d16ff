#include "server/hub.h"

#include <gtest/gtest.h>

#include <simdjson.h>

#include "server/testing_house.h"

namespace gammafield::server {
namespace {

namespace dom = simdjson::dom;

/// A connection whose socket takes a message when it is told to.
class SlowWire final : public http::Wire {
 public:
  [[nodiscard]] bool idle() const override { return !busy; }
  void send(http::PushMessage message) override {
    EXPECT_TRUE(idle());
    busy = true;
    told.push_back(*message.text);
    texts.push_back(message.text);
    last_id = message.id;
  }
  void close(std::uint16_t, std::string_view) override {}

  bool busy = false;
  std::vector<std::string> told;
  std::vector<http::Text> texts;
  std::string last_id;
};

class HubTest : public testing::Test {
 public:
  struct Reader {
    std::unique_ptr<http::Talk> talk;
    std::shared_ptr<SlowWire> wire = std::make_shared<SlowWire>();
    /// The socket takes all there is.
    void drain() {
      while (wire->busy) {
        wire->busy = false;
        talk->sent();
      }
    }
  };
  Reader reader(Subscription wanted = {}) {
    Reader one{hub.talk(std::move(wanted))};
    one.talk->opened(one.wire);
    return one;
  }
  void publish(int minute, const std::string& symbol = "SPX") {
    auto& last = lines[symbol];
    const auto analysis = analysis_at(minute, symbol);
    last = update_of(desk.publish(analysis, published), last, pushed_profile(*analysis));
    hub.publish(last);
  }

  desk::Desk desk;
  Hub hub;
  std::map<std::string, SharedUpdate> lines;
};

std::string type_of(const std::string& message) {
  dom::parser parser;
  return std::string{std::string_view{parser.parse(message)["type"]}};
}
std::int64_t number_of(const std::string& message, const char* member) {
  dom::parser parser;
  return parser.parse(message)[member];
}

TEST_F(HubTest, HoldsOnToNoStandingButTheNewest) {
  publish(0);
  const std::weak_ptr<const desk::Standing> first = desk.standing("SPX");
  Reader one = reader();
  publish(1);
  EXPECT_TRUE(first.expired()) << "a chain of 25,000 contracts a kept step would be gigabytes";
  one.drain();
  EXPECT_EQ(one.wire->told.size(), 2u) << "and yet the step to the next one is told";
}

TEST(HubTurns, LetOthersBeAnsweredInBetween) {
  std::vector<std::function<void()>> waiting;
  Hub hub{[&](std::function<void()> next) { waiting.push_back(std::move(next)); }};
  desk::Desk desk;
  auto update = [&, last = SharedUpdate{}](int minute) mutable {
    last = update_of(desk.publish(analysis_at(minute), published), last, "[]");
    hub.publish(last);
  };
  constexpr std::size_t many = 2 * Hub::in_a_turn + 10;
  std::vector<HubTest::Reader> readers;
  for (std::size_t i = 0; i < many; ++i) {
    readers.push_back({hub.talk({})});
    readers.back().talk->opened(readers.back().wire);
  }
  const auto told = [&](std::size_t messages) {
    return static_cast<std::size_t>(std::ranges::count_if(
        readers, [&](const HubTest::Reader& each) { return each.wire->told.size() == messages; }));
  };
  const auto next = [&] {
    ASSERT_EQ(waiting.size(), 1u) << "one round goes on, however many updates come";
    const auto one = std::exchange(waiting, {}).front();
    one();
  };
  update(0);
  EXPECT_EQ(told(1), Hub::in_a_turn);
  for (auto& each : readers) each.drain();
  update(1);  // while the first is under way
  next();
  EXPECT_EQ(told(0), 10u) << "it went on where it was";
  for (int turn = 0; turn < 2; ++turn) {
    for (auto& each : readers) each.drain();
    if (turn == 0) std::erase_if(readers, [](const auto& each) { return each.wire->told.empty(); });  // they leave
    if (!waiting.empty()) next();
  }
  for (auto& each : readers) each.drain();
  EXPECT_TRUE(waiting.empty());
  for (const auto& each : readers) EXPECT_NE(each.wire->told.back().find("\"sequence\":2"), std::string::npos);
}

TEST_F(HubTest, MakesAMessageOnceForAll) {
  publish(0);
  Reader one = reader(), other = reader();
  one.drain();
  other.drain();
  one.wire->busy = other.wire->busy = true;
  publish(1);
  publish(2);
  one.drain();
  other.drain();
  ASSERT_EQ(one.wire->texts.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(one.wire->texts[i], other.wire->texts[i]) << "the text itself, no copy";
}

TEST_F(HubTest, TellsTheReportAndThenWhatChanged) {
  publish(0);
  Reader one = reader();
  one.drain();
  publish(1);
  one.drain();
  publish(2);
  one.drain();
  ASSERT_EQ(one.wire->told.size(), 3u);
  EXPECT_EQ(type_of(one.wire->told[0]), "report");
  for (const std::size_t i : {1u, 2u}) {
    EXPECT_EQ(type_of(one.wire->told[i]), "delta");
    EXPECT_EQ(number_of(one.wire->told[i], "base"), static_cast<std::int64_t>(i));
    EXPECT_EQ(number_of(one.wire->told[i], "sequence"), static_cast<std::int64_t>(i + 1));
    EXPECT_NE(one.wire->told[i].find(R"("path":"/spot")"), std::string::npos);
  }
  EXPECT_EQ(one.wire->last_id, "SPX:3");
}

TEST_F(HubTest, SparesASlowReaderAndSaysHowMuch) {
  publish(0);
  Reader slow = reader(), quick = reader();
  quick.drain();
  for (int minute = 1; minute <= 30; ++minute) {
    publish(minute);
    quick.drain();
  }
  EXPECT_EQ(quick.wire->told.size(), 31u) << "nobody waits for somebody else";
  EXPECT_EQ(slow.wire->told.size(), 1u) << "nothing is queued for it";
  slow.drain();
  ASSERT_EQ(slow.wire->told.size(), 2u);
  EXPECT_EQ(type_of(slow.wire->told[1]), "report");
  EXPECT_EQ(number_of(slow.wire->told[1], "conflated"), 29);
  EXPECT_EQ(number_of(slow.wire->told[1], "sequence"), 31);
  EXPECT_EQ(hub.counts().conflated, 29u);
}

TEST_F(HubTest, CatchesUpDeltaByDeltaWhileTheyAreFew) {
  publish(0);
  Reader slow = reader();
  for (int minute = 1; minute <= 3; ++minute) publish(minute);
  slow.drain();
  ASSERT_EQ(slow.wire->told.size(), 4u);
  for (std::size_t i = 1; i < 4; ++i) EXPECT_EQ(number_of(slow.wire->told[i], "base"), static_cast<std::int64_t>(i));
}

TEST_F(HubTest, GoesOnWhereAReaderLeftOff) {
  for (int minute = 0; minute < 6; ++minute) publish(minute);
  Reader back = reader({.since = {{"SPX", 4}}});
  back.drain();
  ASSERT_EQ(back.wire->told.size(), 2u);
  EXPECT_EQ(number_of(back.wire->told[0], "base"), 4);
  EXPECT_EQ(number_of(back.wire->told[1], "base"), 5);
  Reader current = reader({.since = {{"SPX", 6}}});
  current.drain();
  EXPECT_TRUE(current.wire->told.empty()) << "it knows all there is";
  Reader future = reader({.since = {{"SPX", 7}}});
  future.drain();
  ASSERT_EQ(future.wire->told.size(), 1u);
  EXPECT_EQ(type_of(future.wire->told[0]), "report") << "of another life of the server";
}

TEST_F(HubTest, TellsThePartsAndSymbolsThatAreWanted) {
  publish(0);
  publish(0, "NDX");
  Reader one = reader({.symbols = {"NDX"}, .parts = {"regime"}});
  one.drain();
  publish(1);
  publish(1, "NDX");
  one.drain();
  ASSERT_EQ(one.wire->told.size(), 2u);
  for (const std::string& each : one.wire->told) {
    EXPECT_NE(each.find(R"("symbol":"NDX")"), std::string::npos);
    EXPECT_EQ(each.find("call_wall"), std::string::npos);
  }
  one.talk->heard(R"({"op":"subscribe","symbols":["SPX"],"parts":["levels"]})");
  one.drain();
  ASSERT_EQ(one.wire->told.size(), 4u);
  EXPECT_EQ(type_of(one.wire->told[2]), "subscribed");
  EXPECT_NE(one.wire->told[3].find("call_wall"), std::string::npos);
}

TEST_F(HubTest, AnswersWhatIsNoSubscriptionWithWhatWouldBe) {
  publish(0);
  Reader one = reader();
  one.drain();
  for (const char* text : {"", "{", "[]", "\"x\"", R"({"op":"buy"})", R"({"op":"subscribe","symbols":[1]})",
                           R"({"op":"subscribe","parts":["nothing"]})"}) {
    one.talk->heard(text);
    one.drain();
    EXPECT_EQ(type_of(one.wire->told.back()), "error") << text;
  }
}

TEST_F(HubTest, ForgetsWhoHasLeft) {
  publish(0);
  {
    Reader one = reader(), other = reader();
    EXPECT_EQ(hub.counts().clients, 2u);
    one.talk->closed();
    EXPECT_EQ(hub.counts().clients, 1u);
    publish(1);
    EXPECT_EQ(one.wire->told.size(), 1u);
  }
  EXPECT_EQ(hub.counts().clients, 0u);
  publish(2);
}

}  // namespace
}  // namespace gammafield::server
