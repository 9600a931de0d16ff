#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/field.h"
#include "desk/standing.h"
#include "desk/views.h"
#include "engine/day_so_far.h"
#include "session/wall_watch.h"

namespace gammafield::desk {

/// One source as its loop sees it.
struct SourceState {
  std::string name;
  std::optional<Moment> asked, changed;  ///< last request; last thing that was new
  std::string trouble;                   ///< of the last answer; empty: none
  unsigned failures = 0;                 ///< one after the other
  bool stale = false;
};

/// Where all that is known now lies: the engine's thread puts it there, everybody else reads. Any thread.
class Desk {
 public:
  /// How a symbol stands from now on.
  SharedStanding publish(std::shared_ptr<const engine::Analysis> snapshot, Moment now);
  /// The same at a price since the snapshot.
  SharedStanding publish(std::shared_ptr<const engine::Analysis> snapshot, engine::Report moved, Moment now);
  /// A snapshot's Report, with its session: what the evening's summary is made of.
  void watch(const engine::Report&);
  void tell_sources(std::vector<SourceState>);

  [[nodiscard]] SharedStanding standing(std::string_view symbol) const;              ///< none: nothing is known of it
  [[nodiscard]] std::vector<SharedStanding> all() const;                             ///< by symbol
  [[nodiscard]] std::optional<engine::DaySoFar> day(std::string_view symbol) const;  ///< none: nothing was watched
  [[nodiscard]] std::vector<SourceState> sources() const;
  /// Prices that came after the symbol's last snapshot, in time order; of very many the last `prices_max`.
  [[nodiscard]] std::vector<session::PriceSample> newest_prices(std::string_view symbol) const;
  static constexpr std::size_t prices_max = 20'000;

  /// Profiles over the sessions that are known here.
  [[nodiscard]] FieldColumns& field_columns() { return field_columns_; }
  /// Of the newest snapshots, by other settings.
  [[nodiscard]] Views& views() { return views_; }

 private:
  [[nodiscard]] std::uint64_t next_sequence(const std::string& symbol) const;
  SharedStanding keep(SharedStanding);
  void keep_price(const engine::Report& moved);
  void keep_prices_after(const engine::Report& snapshot);

  mutable std::mutex mutex_;
  std::map<std::string, SharedStanding, std::less<>> standings_;
  std::map<std::string, engine::DaySoFar, std::less<>> days_;
  std::map<std::string, std::deque<session::PriceSample>, std::less<>> newest_;
  std::vector<SourceState> sources_;
  FieldColumns field_columns_;
  Views views_;
};

}  // namespace gammafield::desk
