#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "feeds/inputs.h"
#include "feeds/poller.h"
#include "live/following.h"

namespace gammafield::live {

/// Who hears what a loop does.
struct Listener {
  /// A snapshot whose Report is on disk. What it refuses ends the loop.
  std::function<std::optional<base::Refusal>(const std::shared_ptr<const engine::Analysis>&)> recorded;
  /// Trouble and its end, a line each; the same kind of a feed's trouble again and again is told once.
  std::function<void(const std::string&)> notice;
  /// A feed, by its name, that has gone stale or told something new: the first time, and whenever that changes.
  std::function<void(const std::string& feed, const feeds::FeedState&)> freshness = {};
  /// May be empty.
  std::function<void(Moved)> moved = {};
};

/// The wall's clock, and one that nobody sets (from any origin): what the first one moves against it is no waiting.
struct Clocks {
  feeds::Moment wall;
  std::chrono::milliseconds running{0};
};

/// Asks feeds, of chains and of prices, analyses what is new and keeps it: a chain with the newest price of its moment
/// (feeds::Inputs), walls watched through all prices since the chain before. Time is told from outside; the wall's
/// clock may be set. What cannot be kept (a full disk, no descriptors, no memory) waits, and is tried again every few
/// seconds, until it is on disk; no record is skipped but those that a queue of `most_waiting` a symbol has no room
/// for, and those are told.
class Loop {
 public:
  static constexpr std::chrono::milliseconds try_again_after{5'000};
  static constexpr std::size_t most_waiting = 30;  ///< half an hour of a feed a minute; 4 MB each of SPX

  /// Requires a feed. `seed`: of the waits after trouble.
  Loop(store::Folder, Assumptions, std::vector<std::unique_ptr<feeds::Feed>>, Listener, Clocks start,
       std::uint64_t seed);
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop() = default;

  /// When there is something to do.
  [[nodiscard]] feeds::Moment due() const;
  /// Does what is due, asking one feed at most. Refuses what will not mend: a damaged or newer folder, and what the
  /// listener does.
  [[nodiscard]] std::optional<base::Refusal> step(Clocks now);
  /// Tries what waits once more, and closes the days.
  [[nodiscard]] std::optional<base::Refusal> close();

  [[nodiscard]] std::size_t recorded() const { return recorded_; }
  [[nodiscard]] feeds::FeedState state(std::size_t feed) const { return poller_.state(feed, now_); }
  [[nodiscard]] std::size_t feeds() const { return poller_.size(); }
  [[nodiscard]] std::string name(std::size_t feed) const { return poller_.feed(feed).name(); }

 private:
  struct Line {
    std::optional<Following> following;
    feeds::Inputs inputs;  ///< prices told
    std::deque<std::shared_ptr<const ingest::LoadedChain>> waiting;
    bool failing = false;
  };
  void tell(Clocks);
  void ask();
  void take(const feeds::NewPrices&);
  void tell_moved(Line&, std::span<const feeds::NewPrice>);
  void complain(const feeds::Poller::Told&);
  void tell_trouble(std::size_t feed, const feeds::Answer&);
  void tell_coarse_prices(const feeds::Poller::Told&);
  void wait(std::shared_ptr<const ingest::LoadedChain>);
  void close_what_is_over();
  [[nodiscard]] bool anything_waits() const;
  [[nodiscard]] std::optional<base::Refusal> keep_all();
  [[nodiscard]] std::optional<base::Refusal> keep(const std::string& symbol, Line&);
  [[nodiscard]] base::Result<std::shared_ptr<const engine::Analysis>, base::Refusal> kept(const std::string& symbol,
                                                                                          Line&);
  void not_kept(const std::string& symbol, Line&, const base::Refusal&);

  store::Folder folder_;
  Assumptions by_;
  Listener listener_;
  feeds::Poller poller_;
  feeds::Moment now_;  ///< by the wall's clock
  std::chrono::milliseconds running_;
  std::vector<bool> was_stale_;
  std::vector<std::optional<bool>> told_freshness_;  ///< the listener: whether stale
  std::vector<bool> told_coarse_;
  std::vector<std::optional<feeds::TroubleKind>> trouble_;  ///< of each feed, as told
  std::map<std::string, Line> lines_;
  feeds::Moment try_again_;
  std::size_t recorded_ = 0;
};

}  // namespace gammafield::live
