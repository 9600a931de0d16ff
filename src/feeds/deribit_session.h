#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "feeds/deribit_depth.h"
#include "feeds/moment.h"
#include "ingest/deribit_quotes.h"

namespace gammafield::feeds {

struct DeribitSettings {
  std::vector<std::string> roots = {};  ///< `BTC`, `ETH`, `SOL_USDC`
  std::string interval = "100ms";       ///< of the channels; `raw` needs a login
  /// Best prices from book channels, whose change ids show what is lost. No switch of `record`: tickers have the best
  /// prices too and are sent anew with every change, so that books would double the subscriptions and change no level.
  bool depth = false;
  std::chrono::milliseconds heartbeat{30'000};       ///< asked of the server, 10 s at the least
  std::chrono::milliseconds silence{70'000};         ///< not a word: the line is dead
  std::chrono::milliseconds answer{15'000};          ///< for the answer to a request
  std::chrono::milliseconds summary_every{300'000};  ///< new listings, and quotes that a channel missed
  std::chrono::milliseconds stale_after{30'000};     ///< nothing newer by the quotes' own times
  std::chrono::milliseconds between_requests{350};   ///< 3.3 subscriptions a second are allowed
  std::chrono::milliseconds first_backoff{1'000};    ///< after `too_many_requests`; doubled, drawn with full jitter
  std::chrono::milliseconds longest_backoff{60'000};
  std::size_t channels_a_request = 200;
};

struct DeribitCounts {
  std::uint64_t messages = 0, unreadable = 0;
  std::uint64_t quotes = 0;     ///< of tickers, taken
  std::uint64_t older = 0;      ///< of tickers, of before what is known: not taken
  std::uint64_t conflated = 0;  ///< taken, and replaced before a chain was made
  std::uint64_t gaps = 0;       ///< in change ids
  std::uint64_t refused = 0;    ///< answers that were errors
  std::uint64_t tests_answered = 0;
  std::uint64_t connections = 0;
};

/// One line to Deribit, without the line: texts and times go in, texts to send come out, and the quotes are kept.
/// Driven by whoever has a socket (deribit_line.h), by tests, or by a simulator of the server:
///
///   connected(now)                       a new line; then always send what take_outgoing() gives
///   received(text, now)                  each message
///   wake(now)                            when due() has come
///   hang_up()                            not none: drop the line for that reason, disconnected(now), and connect anew
///
/// On a new line: public/set_heartbeat, a book summary and the list of instruments for each currency, then the channels
/// of every option the summaries name, in batches, paced. Quotes outlive the line: what the new summaries say takes
/// their place. A request refused as too much is sent again after a backoff; one without an answer costs the line.
class DeribitSession {
 public:
  DeribitSession(DeribitSettings settings, std::uint64_t seed) : settings_(std::move(settings)), random_(seed) {}

  void connected(Moment now);
  void disconnected(Moment now);
  void received(std::string_view text, Moment now);
  void wake(Moment now);

  [[nodiscard]] std::vector<std::string> take_outgoing();
  [[nodiscard]] Moment due() const;
  [[nodiscard]] const std::optional<std::string>& hang_up() const { return hang_up_; }

  /// On this line the first summaries have come and every channel they made asked for has been confirmed.
  [[nodiscard]] bool ready() const { return ready_; }
  /// Nothing newer for too long, or no line.
  [[nodiscard]] bool stale(Moment now) const;
  [[nodiscard]] const DeribitCounts& counts() const { return counts_; }
  /// The last error that the server answered, `32602 Invalid params`; empty: none on this line.
  [[nodiscard]] const std::string& last_refusal() const { return last_refusal_; }
  [[nodiscard]] const ingest::DeribitQuotes& quotes() const { return quotes_; }

  /// A snapshot of one root as it stands; what is replaced before the next one is conflated.
  [[nodiscard]] base::Result<ingest::LoadedChain, base::Refusal> chain(std::string_view root, ingest::ReadOptions);

 private:
  enum class Kind : std::uint8_t { heartbeat, summary, instruments, subscribe, unsubscribe };
  struct Request {
    Kind kind = Kind::heartbeat;
    std::string currency = {};
    std::vector<std::string> channels = {};
    unsigned refusals = 0;
    Moment not_before = {};
  };
  struct Sent {
    Request request;
    Moment answer_by;
  };

  void send_due(Moment now);
  void send(Request, Moment now);
  [[nodiscard]] std::string text_of(const Request&, std::int64_t id) const;
  void ask_summaries();
  void answered(const ingest::DeribitReply&, Moment now);
  void refused(const ingest::DeribitFailure&, Moment now);
  void ask_again(Request, Moment now);
  void take_summary(const Sent&, const ingest::DeribitReply&, Moment now);
  void take_ticker(const ingest::DeribitQuote&);
  void take_depth(const ingest::DeribitDepth&);
  void note_newest(Moment now);
  void subscribe_new();
  void subscribe(std::vector<std::string> channels);
  void begin_anew(const std::string& channel);
  [[nodiscard]] bool all_in() const;
  [[nodiscard]] bool wanted(std::string_view instrument) const;
  [[nodiscard]] std::string depth_channel(std::string_view instrument) const;

  DeribitSettings settings_;
  base::RandomStream random_;
  ingest::DeribitReader reader_;
  ingest::DeribitQuotes quotes_;
  std::unordered_map<std::string, DeribitDepthBook> depth_;

  bool connected_ = false, ready_ = false;
  std::optional<std::string> hang_up_;
  std::vector<std::string> outgoing_;
  std::deque<Request> waiting_;
  std::map<std::int64_t, Sent> sent_;
  std::int64_t last_id_ = 0;
  Moment next_send_{}, heard_{}, next_summary_{}, newer_{};
  std::optional<std::int64_t> newest_ms_;
  std::set<std::string, std::less<>> summaries_;  ///< currencies that have come on this line
  std::set<std::string, std::less<>> channels_;   ///< asked for on this line
  std::vector<std::string> new_names_;
  std::string last_refusal_;
  DeribitCounts counts_;
};

}  // namespace gammafield::feeds
