#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "playback/conversation.h"
#include "playback/tape.h"
#include "simulate/deribit_answers.h"

namespace gammafield::playback {

/// Deribit's JSON-RPC 2.0 over WebSocket: `public/set_heartbeat`, `test`, `hello`, `get_book_summary_by_currency`,
/// `get_instruments`, `subscribe` and `unsubscribe` of `ticker.*` and `book.*`, of options on BTC. Each new chain sends
/// every subscribed channel anew; each change of a book names the one before. Heartbeats and test requests take turns;
/// a test request that is not answered by the next beat ends the line. Calls cost credits, 500 each of 50,000 that come
/// back at 10,000 a second, subscriptions 3,000 each of 30,000 and lists of instruments 10,000 each of 500,000; without
/// credit: error 10028.
class DeribitLine final : public Conversation {
 public:
  explicit DeribitLine(const Tape& tape) : tape_(tape) {}
  void told(std::string_view text, Now) override;
  void passes(Now) override;
  [[nodiscard]] std::vector<std::string> take_outgoing() override;
  [[nodiscard]] bool hung_up() const override { return hung_up_; }
  [[nodiscard]] std::uint64_t over_limit() const override { return over_limit_; }

 private:
  struct Call {
    std::int64_t id = 0;
    std::string method, currency;
    std::int64_t interval = 0;
    std::vector<std::string> channels;
  };
  struct Credits {
    double left, pool;
    std::optional<feeds::Moment> since = {};
    [[nodiscard]] bool pay(double price, feeds::Moment now);
  };
  struct SentBook {
    std::int64_t change_id = 0;
    simulate::DeribitBook book = {};
  };
  [[nodiscard]] static std::optional<Call> call_of(std::string_view text);
  [[nodiscard]] bool pay(const Call&, Now);
  void answer(const Call&, Now);
  void result(const Call&, std::string_view json, Now);
  void failure(const Call&, int code, std::string_view message, Now);
  void beat(Now);
  void send(const std::set<std::string>& channels, const simulate::SimulatedChain&);
  [[nodiscard]] std::string book_message(const std::string& channel, std::string_view name, market::Instant at,
                                         const simulate::DeribitBook& now);

  const Tape& tape_;
  std::vector<std::string> outgoing_;
  std::set<std::string> channels_;
  std::map<std::string, SentBook> books_;  ///< by channel
  std::int64_t last_change_id_ = 77'000'000;
  std::optional<market::Instant> sent_;  ///< the chain that the channels have
  std::optional<std::chrono::seconds> interval_;
  feeds::Moment next_beat_{};
  bool test_ = false, unanswered_ = false, hung_up_ = false;
  Credits calls_{50'000, 50'000}, subscriptions_{30'000, 30'000}, lists_{500'000, 500'000};
  std::uint64_t over_limit_ = 0;
};

}  // namespace gammafield::playback
