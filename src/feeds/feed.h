#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "feeds/answer.h"
#include "feeds/moment.h"
#include "feeds/schedule.h"

namespace gammafield::feeds {

/// One source of one symbol's chains. Asked by whoever keeps its schedule.
class Feed {
 public:
  Feed() = default;
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;
  virtual ~Feed() = default;
  /// The vendor, and what of it: `cboe SPX`. Requests to one vendor keep its distance.
  [[nodiscard]] virtual std::string name() const = 0;
  [[nodiscard]] virtual PollRule rule() const = 0;
  [[nodiscard]] virtual Answer ask(Moment now) = 0;
  /// How far it runs behind the market, where it is not what the poller takes feeds to be.
  [[nodiscard]] virtual std::optional<std::chrono::milliseconds> delay() const { return std::nullopt; }
  /// How far apart new things of it are while the market trades, where that is more than a minute.
  [[nodiscard]] virtual std::chrono::milliseconds rhythm() const { return std::chrono::minutes{1}; }
  /// Whether the next answer is here already, or another request belongs to it: it is to be asked again at once.
  [[nodiscard]] virtual bool more() const { return false; }
  /// To be told when the clock that asks was set: what the feed waits for by itself goes on as if it had always gone
  /// so.
  virtual void clock_moved(std::chrono::milliseconds) {}
};

}  // namespace gammafield::feeds
