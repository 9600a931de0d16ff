#include "feeds/deribit_session.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <utility>

#include "feeds/testing_deribit.h"

namespace gammafield::feeds {
namespace {

using namespace std::chrono_literals;
using namespace testing;

constexpr Moment start{1787063400s};  // 2026-08-18 14:30 UTC
constexpr std::int64_t start_ms = 1787063400000;

bool has(const std::string& text, std::string_view word) { return text.find(word) != text.npos; }

/// A server that answers at once, and remembers what it was asked.
struct Server {
  explicit Server(DeribitSettings settings = {.roots = {"BTC"}}) : session(std::move(settings), 1) {}

  void serve(Moment now) {
    for (auto texts = session.take_outgoing(); !texts.empty(); texts = session.take_outgoing())
      for (const std::string& text : texts) {
        asked.push_back(text);
        answer(text, now);
      }
  }
  void answer(const std::string& text, Moment now) {
    if (has(text, "get_book_summary")) {
      std::vector<std::string> rows;
      for (const std::string& name : names) rows.push_back(deribit_summary_row(name, start_ms, 0.02));
      session.received(deribit_answer(id_of(text), rows), now);
    } else {
      session.received(deribit_ok(id_of(text)), now);
    }
  }
  /// Lets time pass until there is nothing more to ask.
  Moment settle(Moment now) {
    session.connected(now);
    for (int i = 0; i < 100 && (!session.ready() || i == 0); ++i) {
      serve(now);
      now += 100ms;
      session.wake(now);
    }
    serve(now);
    return now;
  }
  [[nodiscard]] std::size_t asked_with(std::string_view word) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(asked, [&](const std::string& text) { return has(text, word); }));
  }

  DeribitSession session;
  std::vector<std::string> names{deribit_name(60000), deribit_name(60000, 'P'), deribit_name(62000)};
  std::vector<std::string> asked;
};

TEST(DeribitSession, BeginsWithHeartbeatSummaryAndChannels) {
  Server server;
  const Moment now = server.settle(start);
  ASSERT_EQ(server.asked.size(), 4U);
  EXPECT_TRUE(has(server.asked[0], R"("method":"public/set_heartbeat","params":{"interval":30})")) << server.asked[0];
  EXPECT_TRUE(has(server.asked[1], R"("params":{"currency":"BTC","kind":"option"})")) << server.asked[1];
  EXPECT_TRUE(
      has(server.asked[2], R"("public/get_instruments","params":{"currency":"BTC","kind":"option","expired":false})"))
      << server.asked[2];
  EXPECT_TRUE(has(server.asked[3], R"("channels":["ticker.BTC-28AUG26-60000-C.100ms",)")) << server.asked[3];
  EXPECT_TRUE(server.session.ready());
  EXPECT_FALSE(server.session.stale(now));
  const auto loaded = server.session.chain("BTC", {});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->chain.rows.size(), 3U);
  EXPECT_EQ(loaded->chain.feed, "deribit");
}

TEST(DeribitSession, KeepsBelowTheServersLimit) {
  Server server{{.roots = {"BTC", "ETH", "SOL_USDC", "XRP_USDC"}, .channels_a_request = 2}};
  server.names = {deribit_name(1), deribit_name(2), deribit_name(3), deribit_name(4), deribit_name(5)};
  server.session.connected(start);
  std::vector<Moment> sent;
  for (Moment now = start; now < start + 20s; now += 10ms) {
    server.session.wake(now);
    for (const std::string& text : server.session.take_outgoing()) {
      server.asked.push_back(text);
      sent.push_back(now);
      server.answer(text, now);
    }
  }
  EXPECT_EQ(server.asked_with("get_book_summary"), 3U) << "both linear roots are in one";
  EXPECT_EQ(server.asked_with("subscribe"), 3U) << "five channels by two";
  for (std::size_t i = 1; i < sent.size(); ++i) EXPECT_GE(sent[i] - sent[i - 1], 350ms) << i;
}

TEST(DeribitSession, TakesTheExpiryOfTheListOverThatOfTheName) {
  Server server;
  server.session.connected(start);
  for (Moment now = start; now < start + 5s; now += 100ms) {
    server.session.wake(now);
    for (const std::string& text : server.session.take_outgoing()) {
      if (!has(text, "get_instruments")) {
        server.answer(text, now);
        continue;
      }
      std::vector<std::string> rows;
      for (const std::string& name : server.names)
        rows.push_back(fmt::format(R"({{"instrument_name":"{}","kind":"option","creation_timestamp":1,)"
                                   R"("expiration_timestamp":{},"contract_size":1.0}})",
                                   name, name == server.names[2] ? 1787990400000 : 1787904000000));
      server.session.received(deribit_answer(id_of(text), rows), now);
    }
  }
  ASSERT_TRUE(server.session.ready());
  const auto loaded = server.session.chain("BTC", {});
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->chain.expiries.size(), 2U);
  EXPECT_EQ(market::to_string(loaded->chain.expiries[0].settles_at), "2026-08-28T08:00:00Z");
  EXPECT_EQ(market::to_string(loaded->chain.expiries[1].settles_at), "2026-08-29T08:00:00Z")
      << "a day later than named";
  EXPECT_EQ(loaded->chain.as_of, std::chrono::floor<std::chrono::seconds>(start)) << "a listing has no quote's time";
}

TEST(DeribitSession, AnswersATestRequestAtOnce) {
  Server server;
  const Moment now = server.settle(start);
  server.session.received(deribit_test_request_text, now);
  const auto texts = server.session.take_outgoing();
  ASSERT_EQ(texts.size(), 1U);
  EXPECT_TRUE(has(texts[0], "public/test")) << texts[0];
  EXPECT_EQ(server.session.counts().tests_answered, 1U);
}

TEST(DeribitSession, AsksAgainWhatWasTooMuch) {
  Server server;
  server.session.connected(start);
  (void)server.session.take_outgoing();  // the heartbeat
  Moment now = start + 400ms;
  server.session.wake(now);
  auto texts = server.session.take_outgoing();
  ASSERT_EQ(texts.size(), 1U);
  for (int refusals = 1; refusals <= 4; ++refusals) {
    server.session.received(deribit_error(id_of(texts[0]), 10028, "too_many_requests"), now);
    EXPECT_TRUE(server.session.take_outgoing().empty()) << "not at once";
    const Moment asked = now;
    for (texts.clear(); texts.empty() && now < asked + 10s; now += 10ms) {
      server.session.wake(now);
      texts = server.session.take_outgoing();
      std::erase_if(texts, [](const std::string& text) { return has(text, "get_instruments"); });
    }
    ASSERT_EQ(texts.size(), 1U) << refusals;
    EXPECT_TRUE(has(texts[0], "get_book_summary"));
    EXPECT_GE(now - asked, 350ms);
    EXPECT_LE(now - asked, 1s * (1 << (refusals - 1)) + 400ms);
  }
  EXPECT_EQ(server.session.counts().refused, 4U);
}

TEST(DeribitSession, WhatWillNeverWorkIsNotAskedAgain) {
  Server server;
  server.session.connected(start);
  (void)server.session.take_outgoing();
  server.session.wake(start + 400ms);
  const auto texts = server.session.take_outgoing();
  ASSERT_EQ(texts.size(), 1U);
  server.session.received(deribit_error(id_of(texts[0]), -32602, "Invalid params"), start + 500ms);
  server.session.wake(start + 60s);
  for (const std::string& text : server.session.take_outgoing()) EXPECT_FALSE(has(text, "get_book_summary")) << text;
  EXPECT_EQ(server.session.last_refusal(), "-32602 Invalid params");
  EXPECT_FALSE(server.session.ready());
}

TEST(DeribitSession, ASilentLineIsDropped) {
  Server server;
  const Moment now = server.settle(start);
  server.session.wake(now + 69s);
  EXPECT_FALSE(server.session.hang_up());
  server.session.wake(now + 71s);
  ASSERT_TRUE(server.session.hang_up());
  EXPECT_TRUE(has(*server.session.hang_up(), "not a word for 70 s"));
}

TEST(DeribitSession, ALineThatDoesNotAnswerIsDropped) {
  Server server;
  server.session.connected(start);
  (void)server.session.take_outgoing();
  for (Moment now = start; now < start + 16s; now += 1s) {
    server.session.received(deribit_ticker(deribit_name(60000), start_ms, 0.02), now);
    server.session.wake(now);
  }
  ASSERT_TRUE(server.session.hang_up()) << "though it talks";
  EXPECT_TRUE(has(*server.session.hang_up(), "not answered"));
}

TEST(DeribitSession, ANewLineBeginsAnew) {
  Server server;
  Moment now = server.settle(start);
  server.session.disconnected(now);
  EXPECT_TRUE(server.session.stale(now));
  EXPECT_EQ(server.session.quotes().size(), 3U) << "quotes outlive the line";
  server.asked.clear();
  now = server.settle(now + 5s);
  EXPECT_EQ(server.asked_with("set_heartbeat"), 1U);
  EXPECT_EQ(server.asked_with("get_book_summary"), 1U);
  EXPECT_EQ(server.asked_with("subscribe"), 1U);
  EXPECT_EQ(server.session.counts().connections, 2U);
}

TEST(DeribitSession, FrozenTimesAreStale) {
  Server server;
  Moment now = server.settle(start);
  for (int i = 0; i < 40; ++i) {
    now += 1s;
    server.session.received(deribit_ticker(deribit_name(60000), start_ms + 5, 0.02), now);
    if (i == 20) {
      EXPECT_FALSE(server.session.stale(now));
    }
  }
  EXPECT_TRUE(server.session.stale(now)) << "messages flow, their times stand";
  server.session.received(deribit_ticker(deribit_name(60000), start_ms + 40'000, 0.02), now);
  EXPECT_FALSE(server.session.stale(now));
}

TEST(DeribitSession, NewListingsAreFoundAndSettledOnesGo) {
  Server server;
  server.names.push_back("BTC-18AUG26-60000-C");  // settled at 08:00, still listed
  Moment now = server.settle(start);
  server.names.pop_back();
  server.names.push_back(deribit_name(64000));
  for (int i = 0; i < 302; ++i) {
    now += 1s;
    server.session.received(deribit_ticker(deribit_name(60000), start_ms + i, 0.02), now);
    server.session.wake(now);
    server.serve(now);
  }
  EXPECT_TRUE(has(server.asked.back(), "ticker.BTC-28AUG26-64000-C.100ms")) << server.asked.back();
  EXPECT_FALSE(has(server.asked.back(), "60000")) << "channels are asked for once";
  EXPECT_EQ(server.session.quotes().size(), 4U);
}

TEST(DeribitSession, AGapInChangeIdsAsksForASnapshot) {
  Server server{{.roots = {"BTC"}, .depth = true}};
  const Moment now = server.settle(start);
  const std::string name = deribit_name(60000);
  server.asked.clear();
  server.session.received(deribit_depth(name, true, 10, 0, R"([["new",0.03,5.0],["new",0.02,1.0]])"), now);
  EXPECT_EQ(server.session.quotes().bid(name), 0.03);
  server.session.received(deribit_depth(name, false, 11, 10, R"([["delete",0.03,0.0]])"), now);
  EXPECT_EQ(server.session.quotes().bid(name), 0.02);
  server.session.received(deribit_depth(name, false, 13, 12, R"([["new",0.05,1.0]])"), now + 1s);
  EXPECT_EQ(server.session.counts().gaps, 1U);
  EXPECT_FALSE(server.session.quotes().bid(name)) << "what it was is not known any more";
  server.session.received(deribit_depth(name, false, 14, 13, R"([["new",0.06,1.0]])"), now + 1s);
  EXPECT_FALSE(server.session.quotes().bid(name)) << "until a snapshot";
  server.serve(now + 1s);
  server.session.wake(now + 2s);
  server.serve(now + 2s);
  ASSERT_EQ(server.asked.size(), 2U);
  EXPECT_TRUE(has(server.asked[0], "public/unsubscribe"));
  EXPECT_TRUE(has(server.asked[1], R"("public/subscribe","params":{"channels":["book.BTC-28AUG26-60000-C.100ms"]})"));
  server.session.received(deribit_depth(name, true, 20, 0, R"([["new",0.04,5.0]])"), now + 3s);
  EXPECT_EQ(server.session.quotes().bid(name), 0.04);
}

TEST(DeribitSession, AsksForABookOnceHoweverManyGapsItHas) {
  Server server{{.roots = {"BTC"}, .depth = true}};
  const Moment now = server.settle(start);
  server.asked.clear();
  const std::string name = deribit_name(60000);
  for (int i = 0; i < 100; ++i) {
    server.session.received(deribit_depth(name, true, 10 * i + 1, 0, "[]"), now);
    server.session.received(deribit_depth(name, false, 10 * i + 5, 10 * i + 3, "[]"), now);
  }
  EXPECT_EQ(server.session.counts().gaps, 100U);
  for (Moment later = now; later < now + 60s; later += 100ms) {
    server.session.wake(later);
    server.serve(later);
  }
  EXPECT_LE(server.asked_with("unsubscribe"), 2U) << "the one that had gone out already, and the one that waited";
  EXPECT_GE(server.asked_with("unsubscribe"), 1U);
}

TEST(DeribitSession, CountsWhatIsReplacedUnread) {
  Server server;
  const Moment now = server.settle(start);
  ASSERT_TRUE(server.session.chain("BTC", {}));
  for (int i = 1; i <= 5; ++i) server.session.received(deribit_ticker(deribit_name(60000), start_ms + i, 0.02), now);
  server.session.received(deribit_ticker(deribit_name(62000), start_ms + 1, 0.02), now);
  ASSERT_TRUE(server.session.chain("BTC", {}));
  EXPECT_EQ(server.session.counts().quotes, 6U);
  EXPECT_EQ(server.session.counts().conflated, 4U) << "of five the last was seen";
}

TEST(DeribitSession, NothingIsLostOrReorderedPerContract) {
  Server server;
  server.names.clear();
  for (int i = 0; i < 200; ++i) server.names.push_back(deribit_name(50000 + 100 * i));
  const Moment now = server.settle(start);
  base::RandomStream random{7};
  std::vector<int> told(server.names.size());
  std::uint64_t sent = 0, late = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto k = random.below(server.names.size());
    const bool repeat = told[k] > 1 && random.below(10) == 0;  // an old one once more
    const int step = repeat ? told[k] - 1 : ++told[k];
    server.session.received(deribit_ticker(server.names[k], start_ms + step, 0.0001 * step), now);
    repeat ? ++late : ++sent;
  }
  EXPECT_EQ(server.session.counts().quotes, sent);
  EXPECT_EQ(server.session.counts().older, late);
  for (std::size_t k = 0; k < told.size(); ++k)
    EXPECT_NEAR(server.session.quotes().bid(server.names[k]).value_or(0), 0.0001 * told[k], 1e-12) << server.names[k];
}

RC_GTEST_PROP(DeribitSessionProperty, AfterTheFaultsItIsAsIfThereHadBeenNone, ()) {
  Server plain, faulty;
  Moment now = plain.settle(start);
  faulty.settle(start);
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 3), rc::gen::inRange(0, 6)));
  std::string held;
  std::int64_t ms = start_ms;
  for (const auto& [contract, fault] : steps) {
    ++ms;
    const double bid = 0.0001 * static_cast<double>(ms % 97 + 1);
    const std::string text = deribit_ticker(plain.names[static_cast<std::size_t>(contract)], ms, bid);
    plain.session.received(text, now);
    if (fault == 0) continue;                            // dropped
    if (fault == 1) faulty.session.received(text, now);  // and below: doubled
    if (fault == 2) faulty.session.received(std::string_view{text}.substr(0, text.size() / 2), now);  // cut
    if (fault == 3) {                                                                                 // told later
      held = text;
      continue;
    }
    if (fault == 4) faulty.settle(now);  // a new line, whose summary is older
    faulty.session.received(text, now);
    if (!held.empty()) faulty.session.received(std::exchange(held, {}), now);
  }
  for (const std::string& name : plain.names) {
    const std::string text = deribit_ticker(name, ++ms, 0.05);
    plain.session.received(text, now);
    faulty.session.received(text, now);
  }
  const auto a = plain.session.chain("BTC", {}), b = faulty.session.chain("BTC", {});
  RC_ASSERT(a && b);
  RC_ASSERT(a->chain.as_of == b->chain.as_of && a->chain.spot == b->chain.spot);
  RC_ASSERT(a->chain.rows.size() == b->chain.rows.size());
  for (std::size_t i = 0; i < a->chain.rows.size(); ++i) {
    const auto &x = a->chain.rows[i], &y = b->chain.rows[i];
    RC_ASSERT(x.strike == y.strike && x.right == y.right && x.bid == y.bid && x.ask == y.ask);
    RC_ASSERT(x.open_interest == y.open_interest && x.vendor_vol == y.vendor_vol && x.vendor_delta == y.vendor_delta);
  }
}

}  // namespace
}  // namespace gammafield::feeds
