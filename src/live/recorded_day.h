#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/refusal.h"
#include "base/result.h"
#include "feeds/feed.h"
#include "store/folder.h"

namespace gammafield::live {

/// A session that was recorded, as a feed: its prices and its snapshots, each when the played day reaches it.
class RecordedDay final : public feeds::Feed {
 public:
  /// Where the day stands at a moment of the wall's clock.
  using PlayedAt = std::function<market::Instant(feeds::Moment)>;

  /// Refuses what the store does, and (no_usable_data) a day without a record.
  [[nodiscard]] static base::Result<std::unique_ptr<RecordedDay>, base::Refusal> open(const store::Folder&,
                                                                                      std::string_view symbol,
                                                                                      market::Date session);
  /// Its first and its last snapshot.
  [[nodiscard]] market::Instant from() const { return from_; }
  [[nodiscard]] market::Instant to() const { return to_; }
  /// To be called before it is asked.
  void play_by(PlayedAt played) { played_ = std::move(played); }

  [[nodiscard]] std::string name() const override { return "recorded " + symbol_; }
  /// Nobody's patience is asked for: what is due already follows at once.
  [[nodiscard]] feeds::PollRule rule() const override { return {.period = a_moment, .least = {}}; }
  [[nodiscard]] feeds::Answer ask(feeds::Moment now) override;
  /// Every snapshot is played, however fast: none is skipped.
  [[nodiscard]] bool more() const override { return more_; }

 private:
  static constexpr std::chrono::milliseconds a_moment{100};

  RecordedDay(store::DayReader reader, std::string symbol, market::Instant from, market::Instant to)
      : reader_(std::move(reader)), symbol_(std::move(symbol)), from_(from), to_(to) {}
  [[nodiscard]] std::optional<feeds::NewPrices> prices_up_to(market::Instant);
  [[nodiscard]] std::optional<feeds::Trouble> read_next();

  store::DayReader reader_;
  std::string symbol_;
  market::Instant from_, to_;
  PlayedAt played_;
  std::optional<store::Record> next_;
  std::size_t told_prices_ = 0;  ///< of the next record
  bool over_ = false, more_ = false;
};

}  // namespace gammafield::live
