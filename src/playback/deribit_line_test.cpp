// Deribit's side of the line, and a line that misbehaves.

#include "playback/deribit_line.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/format.h>

#include "playback/faulty_line.h"
#include "simulate/deribit_answers.h"

namespace gammafield::playback {
namespace {

using std::chrono::seconds;

const market::Instant noon = *market::parse_instant("2026-08-18T12:00-04:00");

Tape made_up_tape() {
  simulate::SessionScenario scenario;
  scenario.chain.contracts = 100;
  scenario.session = std::chrono::year{2026} / 8 / 18;
  return Tape{simulate::SimulatedSession::make(scenario).value()};
}

Now at(int second) { return {noon + seconds{second}, feeds::Moment{noon + seconds{second}}}; }

std::string call(int id, std::string_view method, std::string_view params) {
  return fmt::format(R"({{"jsonrpc":"2.0","id":{},"method":"public/{}","params":{}}})", id, method, params);
}

bool has(const std::vector<std::string>& texts, std::string_view part) {
  return std::ranges::any_of(texts, [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

class DeribitLineTest : public testing::Test {
 protected:
  std::vector<std::string> say(std::string_view text, int second = 0) {
    line.told(text, at(second));
    return line.take_outgoing();
  }
  std::vector<std::string> pass(int second) {
    line.passes(at(second));
    return line.take_outgoing();
  }
  const Tape tape = made_up_tape();
  const std::string first = simulate::deribit_instruments(*tape.at(noon)).front();
  DeribitLine line{tape};
};

TEST_F(DeribitLineTest, AnswersCallsByTheirIds) {
  struct Row {
    std::string_view why, text, answer;
  };
  const Row rows[] = {
      {"a heartbeat", R"({"jsonrpc":"2.0","id":1,"method":"public/set_heartbeat","params":{"interval":30}})",
       R"("id":1,"result":"ok")"},
      {"too often", R"({"jsonrpc":"2.0","id":2,"method":"public/set_heartbeat","params":{"interval":9}})",
       R"("code":-32602)"},
      {"the chain",
       R"({"jsonrpc":"2.0","id":3,"method":"public/get_book_summary_by_currency","params":{"currency":"BTC","kind":"option"}})",
       R"("id":3,"result":[{"volume_usd":)"},
      {"the list",
       R"({"jsonrpc":"2.0","id":3,"method":"public/get_instruments","params":{"currency":"BTC","kind":"option","expired":false}})",
       R"("id":3,"result":[{"instrument_name":"BTC-)"},
      {"no such coin",
       R"({"jsonrpc":"2.0","id":4,"method":"public/get_book_summary_by_currency","params":{"currency":"XRP"}})",
       R"("id":4,"result":[])"},
      {"a test", R"({"jsonrpc":"2.0","id":5,"method":"public/test","params":{}})", R"("version")"},
      {"no such call", R"({"jsonrpc":"2.0","id":6,"method":"public/nothing"})", R"("code":-32601)"},
      {"no JSON", "{", R"("code":-32700)"},
      {"a channel that is none",
       R"({"jsonrpc":"2.0","id":7,"method":"public/subscribe","params":{"channels":["ticker.BTC-1JAN20-1-C.raw"]}})",
       R"("id":7,"result":[])"},
  };
  for (const Row& row : rows) {
    const auto answers = say(row.text);
    ASSERT_EQ(answers.size(), 1u) << row.why;
    EXPECT_TRUE(has(answers, row.answer)) << row.why << ": " << answers.front().substr(0, 200);
  }
}

TEST_F(DeribitLineTest, SendsASubscribedChannelAtOnceAndWithEveryChain) {
  const std::string ticker = fmt::format("ticker.{}.100ms", first);
  const auto answers = say(call(1, "subscribe", fmt::format(R"({{"channels":["{}"]}})", ticker)));
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_NE(answers[0].find(ticker), std::string::npos);
  EXPECT_NE(answers[1].find(fmt::format(R"("channel":"{}","data":{{"instrument_name":"{}","timestamp":1787068800000)",
                                        ticker, first)),
            std::string::npos)
      << answers[1];
  EXPECT_TRUE(pass(59).empty()) << "nothing new";
  EXPECT_TRUE(has(pass(60), R"("timestamp":1787068860000)"));
  (void)say(call(2, "unsubscribe", fmt::format(R"({{"channels":["{}"]}})", ticker)), 61);
  EXPECT_TRUE(pass(120).empty());
}

TEST_F(DeribitLineTest, NamesTheChangeBeforeInEveryChangeOfABook) {
  const std::string subscribe = call(1, "subscribe", fmt::format(R"({{"channels":["book.{}.100ms"]}})", first));
  EXPECT_TRUE(has(say(subscribe), R"("type":"snapshot","timestamp":1787068800000)"));
  EXPECT_TRUE(has(pass(60), R"("change_id":77000002,"prev_change_id":77000001,)"));
  EXPECT_TRUE(has(pass(120), R"("change_id":77000003,"prev_change_id":77000002,)"));
  EXPECT_TRUE(has(say(subscribe, 130), R"("change_id":77000004,"prev_change_id":null,)")) << "anew, from a snapshot";
}

TEST_F(DeribitLineTest, HangsUpOnWhoDoesNotAnswerATest) {
  (void)say(call(1, "set_heartbeat", R"({"interval":10})"));
  EXPECT_TRUE(has(pass(10), "test_request"));
  (void)say(call(2, "test", "{}"), 11);
  EXPECT_TRUE(has(pass(20), R"({"type":"heartbeat"})"));
  EXPECT_TRUE(has(pass(30), "test_request"));
  EXPECT_FALSE(line.hung_up());
  (void)pass(40);
  EXPECT_TRUE(line.hung_up());
}

TEST_F(DeribitLineTest, HasNoMoreCreditThanTheVendorGives) {
  for (int i = 0; i < 100; ++i) ASSERT_FALSE(has(say(call(i, "test", "{}")), "10028")) << i;
  EXPECT_TRUE(has(say(call(100, "test", "{}")), R"("error":{"code":10028,"message":"too_many_requests")"));
  EXPECT_EQ(line.over_limit(), 1u);
  const std::string list = R"({"currency":"BTC","kind":"option"})";
  for (int i = 0; i < 50; ++i) ASSERT_FALSE(has(say(call(i, "get_instruments", list)), "10028")) << i;
  EXPECT_TRUE(has(say(call(50, "get_instruments", list)), "10028"));
  EXPECT_FALSE(has(say(call(51, "get_instruments", list), 1), "10028"));
  EXPECT_EQ(line.over_limit(), 2u);
  EXPECT_FALSE(has(say(call(101, "test", "{}"), 1), "10028")) << "a second later there is some again";
  for (int i = 0; i < 10; ++i) (void)say(call(i, "subscribe", R"({"channels":[]})"), 1);
  EXPECT_TRUE(has(say(call(11, "subscribe", R"({"channels":[]})"), 1), "10028"));
}

/// Says one, two, three ...
class Count final : public Conversation {
 public:
  void told(std::string_view, Now) override {}
  void passes(Now) override { out_.push_back(std::to_string(++said_)); }
  std::vector<std::string> take_outgoing() override { return std::exchange(out_, {}); }
  bool hung_up() const override { return false; }
  std::uint64_t over_limit() const override { return 0; }

 private:
  std::vector<std::string> out_;
  int said_ = 0;
};

TEST(FaultyLine, LosesDoublesSwapsAndCutsAsThePlanSays) {
  int lost = 0, twice = 0, backwards = 0, cut = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    std::uint64_t messages = 0;
    FaultyLine line{std::make_unique<Count>(), FaultPlan{seed}, messages};
    std::vector<int> heard;
    for (int second = 0; second < 100; ++second)
      for (const auto& [text, is_cut] : line.outgoing(at(second))) {
        cut += is_cut;
        if (!is_cut) heard.push_back(std::stoi(text));
      }
    for (int n = 1; n <= 100; ++n) {
      const auto times = std::ranges::count(heard, n);
      lost += times == 0;
      twice += times > 1;
    }
    for (std::size_t i = 1; i < heard.size(); ++i) backwards += heard[i] < heard[i - 1];
  }
  EXPECT_GT(lost, 500);
  EXPECT_GT(twice, 30);
  EXPECT_GT(backwards, 30);
  EXPECT_GT(cut, 100);
}

TEST(FaultyLine, WithoutAPlanIsWhatTheVendorSays) {
  std::uint64_t messages = 0;
  FaultyLine line{std::make_unique<Count>(), {}, messages};
  for (int second = 0; second < 100; ++second) {
    const auto out = line.outgoing(at(second));
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(out.front().text, std::to_string(second + 1));
  }
}

}  // namespace
}  // namespace gammafield::playback
