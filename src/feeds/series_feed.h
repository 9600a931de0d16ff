#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "feeds/access.h"
#include "feeds/feed.h"

namespace gammafield::feeds {

/// The requests that one snapshot of a vendor takes, and what their answers come to. Knows no clock and no network.
class Series {
 public:
  Series() = default;
  Series(const Series&) = delete;
  Series& operator=(const Series&) = delete;
  virtual ~Series() = default;
  [[nodiscard]] virtual std::string name() const = 0;    ///< `tradier SPX`
  [[nodiscard]] virtual std::string symbol() const = 0;  ///< of the chain
  virtual void begin() = 0;                              ///< a new snapshot, from its first request on
  [[nodiscard]] virtual std::string next_url() const = 0;

  enum class Progress { more, complete };
  /// The answer to next_url(). Its trouble ends the snapshot.
  [[nodiscard]] virtual base::Result<Progress, Trouble> take(std::string body) = 0;
  /// Requires that take() was complete.
  [[nodiscard]] virtual base::Result<ingest::LoadedChain, base::Refusal> snapshot(market::Instant asked_at) = 0;
  /// Statuses by which this vendor says "there is nothing here"; the body is then empty.
  [[nodiscard]] virtual bool means_nothing(int) const { return false; }
};

/// A feed whose snapshot takes many requests, one an ask. After trouble that passes it goes on where it was; after any
/// other, or ten minutes, it begins anew. The key goes to the vendor's own server alone: an address of another that
/// stands in an answer is not asked. A snapshot is new when it is later than the one before.
class SeriesFeed final : public Feed {
 public:
  using Access = feeds::Access;
  /// The transport must outlive it.
  SeriesFeed(Transport& transport, std::unique_ptr<Series> series, Access access)
      : transport_(transport), series_(std::move(series)), access_(std::move(access)) {}

  [[nodiscard]] std::string name() const override { return series_->name(); }
  [[nodiscard]] PollRule rule() const override;
  [[nodiscard]] std::optional<std::chrono::milliseconds> delay() const override { return access_.delay; }
  [[nodiscard]] Answer ask(Moment now) override;
  [[nodiscard]] bool more() const override { return more_; }

 private:
  [[nodiscard]] base::Result<std::string, Trouble> fetched(Moment now);
  [[nodiscard]] Answer in_trouble(Trouble);
  [[nodiscard]] Answer completed(Moment now);

  Transport& transport_;
  std::unique_ptr<Series> series_;
  Access access_;
  std::optional<Moment> began_;  ///< the snapshot under way
  std::optional<market::Instant> last_;
  bool more_ = false;
};

}  // namespace gammafield::feeds
