#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "session/advance.h"
#include "session/wording.h"

namespace gammafield::session {
namespace {

using levels::Side;
using market::Instant;

/// Prices on their way through one memory.
class PriceWatch {
 public:
  PriceWatch(Memory memory, const levels::LevelSettings& levels, const SessionSettings& settings,
             const market::Calendar& calendar, Happenings& happened)
      : memory_(std::move(memory)), levels_(levels), settings_(settings), calendar_(calendar), happened_(happened) {}

  void take(const PriceSample& sample) {
    if (sample.at <= memory_.watched_until || !enter(sample.at) || !is_due(sample.at)) return;
    memory_.watched_until = sample.at;
    watch(Side::call, memory_.call_wall, sample);
    watch(Side::put, memory_.put_wall, sample);
    watch_flip(sample);
  }

  [[nodiscard]] Memory memory() && { return std::move(memory_); }

 private:
  /// Finds the session of an instant; false outside of any.
  bool enter(Instant at) {
    if (at < hours_.open || at > hours_.close) {
      const auto day = calendar_.session_of(at);
      hours_ = {calendar_.session_open(day), calendar_.session_close(day), memory_.expected_move};
    }
    return at >= hours_.open && at <= hours_.close;
  }

  /// One price a sampling time, counted from the open; the close always.
  [[nodiscard]] bool is_due(Instant at) const {
    const auto sampling = settings_.watch.sampling;
    const bool first_of_session = memory_.watched_until < hours_.open;
    if (settings_.every_price || first_of_session || at == hours_.close || sampling.count() <= 0) return true;
    return (at - hours_.open) / sampling > (memory_.watched_until - hours_.open) / sampling;
  }

  void watch(Side side, std::optional<WallMemory>& wall, const PriceSample& sample) {
    if (!wall) return;
    if (wall->former) watch_former(side, *wall, sample);
    std::vector<WallEvent> events;
    wall->watch = advanced(std::move(wall->watch), sample, hours_, settings_.watch, events);
    bool broke = false;
    for (const WallEvent& event : events) {
      note(happened_, side, event);
      broke = broke || event.kind == WallEventKind::broken;
    }
    if (broke && settings_.reelect_on_break) hand_over(side, *wall, sample);
  }

  /// To its session's end; of its events only the reclaim is news.
  void watch_former(Side side, WallMemory& wall, const PriceSample& sample) {
    if (wall.former->session_open != hours_.open) return wall.former.reset();
    std::vector<WallEvent> events;
    wall.former = advanced(std::move(*wall.former), sample, hours_, settings_.watch, events);
    for (const WallEvent& event : events) {
      if (event.kind != WallEventKind::reclaimed) continue;
      note(happened_, side, event);
      return wall.former.reset();
    }
  }

  /// To the best wall beyond price, by the last snapshot's exposures; without one the broken wall stands.
  void hand_over(Side side, WallMemory& wall, const PriceSample& sample) {
    const auto strikes = strikes_left(memory_.latest, sample.at);
    const auto best = side == Side::call
                          ? levels::call_wall(strikes, sample.price, levels_.call_basis, levels::CallWallSide::above)
                          : levels::put_wall(strikes, sample.price, levels_.put_wall_rule);
    if (!best || best->strike == wall.watch.strike) return;
    const auto from = wall_at(side, strikes, wall.watch.strike, levels_);
    note(happened_, Migration{sample.at,
                              side,
                              wall.watch.strike,
                              best->strike,
                              MigrationReason::broken,
                              from ? std::optional{from->value} : std::nullopt,
                              best->value,
                              {}});
    wall.former = wall.watch;
    std::vector<WallEvent> none;  // a broken wall has no attempt to close
    wall.watch = migrated(wall.watch, best->strike, sample.at, none);
    wall.since = sample.at;
  }

  void watch_flip(const PriceSample& sample) {
    if (!memory_.flip) return;
    const double distance = std::log(sample.price.value() / memory_.flip->price.value());
    if (std::abs(distance) <= memory_.flip->dead_band) return;
    const bool above = distance > 0;
    if (memory_.flip->above && *memory_.flip->above != above) {
      happened_.events.push_back({sample.at, EventKind::flip_crossed,
                                  fmt::format("Price crosses the gamma flip {:.2f} to {}", memory_.flip->price.value(),
                                              above ? "above" : "below")});
    }
    memory_.flip->above = above;
  }

  Memory memory_;
  const levels::LevelSettings& levels_;
  const SessionSettings& settings_;
  const market::Calendar& calendar_;
  Happenings& happened_;
  Hours hours_{};
};

}  // namespace

Memory watched(Memory memory, std::span<const PriceSample> prices, const levels::LevelSettings& levels,
               const SessionSettings& settings, const market::Calendar& calendar, Happenings& happened) {
  PriceWatch watch{std::move(memory), levels, settings, calendar, happened};
  for (const PriceSample& sample : prices) watch.take(sample);
  return std::move(watch).memory();
}

}  // namespace gammafield::session
