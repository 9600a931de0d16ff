#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "feeds/feed.h"
#include "feeds/freshness.h"

namespace gammafield::feeds {

/// What one feed has said lately.
struct FeedState {
  std::optional<Moment> asked, changed;  ///< last request; last snapshot or price that was new
  std::optional<Trouble> trouble;        ///< of the last answer
  unsigned failures = 0;                 ///< one after the other
  bool stale = false;
};

/// Asks several feeds, one after the other, each by its own schedule, and never two of one vendor within that vendor's
/// least distance. Time is told from outside.
class Poller {
 public:
  Poller(std::vector<std::unique_ptr<Feed>> feeds, const FreshnessRule&, const market::Calendar&, Moment start,
         std::uint64_t seed);

  /// When there is something to ask. Requires a feed.
  [[nodiscard]] Moment due() const;
  struct Told {
    std::size_t feed = 0;
    Answer answer;
  };
  /// Asks the feed that has been due longest; none before due().
  [[nodiscard]] std::optional<Told> ask(Moment now);
  /// The feed that is asked next.
  [[nodiscard]] const Feed& up_next() const { return *lines_[next()].feed; }
  /// To be told when the clock was set: waits go on as if it had always gone so.
  void clock_moved(std::chrono::milliseconds by);
  /// Of a feed, as of now.
  [[nodiscard]] FeedState state(std::size_t feed, Moment now) const;
  [[nodiscard]] const Feed& feed(std::size_t i) const { return *lines_[i].feed; }
  [[nodiscard]] std::size_t size() const { return lines_.size(); }

 private:
  struct Line {
    std::unique_ptr<Feed> feed;
    Schedule schedule;
    Freshness freshness;
    FeedState state;
    std::size_t vendor = 0;
  };
  [[nodiscard]] std::size_t next() const;
  [[nodiscard]] Moment due(const Line&) const;

  std::vector<Line> lines_;
  std::map<std::string, std::size_t> vendors_;
  std::vector<std::optional<Moment>> last_requests_;  ///< of each vendor
};

}  // namespace gammafield::feeds
