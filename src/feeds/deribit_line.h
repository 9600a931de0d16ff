#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "feeds/deribit_session.h"
#include "feeds/feed.h"
#include "feeds/message_socket.h"

namespace gammafield::feeds {

/// A session (deribit_session.h) on a real line, kept up by a thread of its own: connects, sends, listens, and connects
/// anew by full jitter (schedule.h) when the line breaks, is silent or refuses. Any number of readers.
class DeribitLine {
 public:
  static constexpr const char* address = "wss://www.deribit.com/ws/api/v2";
  using MakeSocket = std::function<std::unique_ptr<MessageSocket>()>;

  DeribitLine(DeribitSettings, SocketAddress, const MakeSocket&, std::uint64_t seed);
  ~DeribitLine();  ///< hangs up and waits for the thread
  DeribitLine(const DeribitLine&) = delete;
  DeribitLine& operator=(const DeribitLine&) = delete;

  /// The root's chain now; trouble while there is no line, no summary yet that names it, or nothing new.
  [[nodiscard]] base::Result<ingest::LoadedChain, Trouble> chain(const std::string& root, const ingest::ReadOptions&,
                                                                 Moment now);
  [[nodiscard]] DeribitCounts counts() const;
  [[nodiscard]] bool ready() const;

 private:
  void run(const std::stop_token&);
  [[nodiscard]] Trouble follow(MessageSocket&, const std::stop_token&);
  [[nodiscard]] std::optional<TransportFailure> send_all(MessageSocket&);
  void wait_until(Moment, const std::stop_token&) const;

  SocketAddress address_;
  std::unique_ptr<MessageSocket> socket_;
  mutable std::mutex mutex_;  ///< of what follows
  DeribitSession session_;
  std::optional<Trouble> trouble_;
  Schedule schedule_;
  std::jthread thread_;  ///< last: it uses the rest
};

/// One root of a line as a feed: a snapshot a minute, of whatever is known then.
class DeribitFeed final : public Feed {
 public:
  DeribitFeed(std::shared_ptr<DeribitLine> line, std::string root, ingest::ReadOptions options, PollRule rule = {})
      : line_(std::move(line)), root_(std::move(root)), options_(std::move(options)), rule_(rule) {}

  [[nodiscard]] std::string name() const override { return "deribit " + root_; }
  [[nodiscard]] PollRule rule() const override { return rule_; }
  [[nodiscard]] Answer ask(Moment now) override;
  [[nodiscard]] std::optional<std::chrono::milliseconds> delay() const override { return std::chrono::milliseconds{0}; }

 private:
  std::shared_ptr<DeribitLine> line_;
  std::string root_;
  ingest::ReadOptions options_;
  PollRule rule_;
  std::optional<market::Instant> last_;
};

}  // namespace gammafield::feeds
