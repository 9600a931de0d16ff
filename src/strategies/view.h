#pragma once

#include <optional>
#include <span>

#include "research/known_until.h"
#include "strategies/trade.h"

namespace gammafield::strategies {

/// One bar of a tape with what is known at it: there is no way from here to anything later.
class View {
 public:
  View(const Tape& tape, Place at) : tape_(tape), at_(at) {}

  [[nodiscard]] Place place() const { return at_; }
  [[nodiscard]] double price() const { return tape_.price(at_); }
  [[nodiscard]] market::Instant now() const { return tape_.time(at_); }
  [[nodiscard]] const DayLevels& levels() const { return tape_.levels(at_.day); }
  [[nodiscard]] const DayInputs& inputs() const { return tape_.inputs(at_.day); }
  [[nodiscard]] const OptionQuotes* quotes() const { return inputs().quotes.get(); }
  /// The session's prices up to now.
  [[nodiscard]] std::span<const ingest::PricePoint> prices() const {
    return std::span(tape_.day(at_.day).prices).first(at_.bar + 1);
  }
  /// What is executed one bar later is executed at the session's last price.
  [[nodiscard]] bool closing() const;

  /// Of the underlying's volume (research/volume_z.h) at the bar that ends now; none where it is not known.
  [[nodiscard]] std::optional<double> volume_z() const { return research::volume_z_at(tape_.day(at_.day), now()); }

  /// The levels of a session before: 0 today, 1 the session before. None where one of the sessions between is missing.
  [[nodiscard]] const DayLevels* earlier(std::size_t sessions) const;
  /// Those at a place that is not later.
  [[nodiscard]] const DayLevels& levels_at(Place) const;
  [[nodiscard]] const DayInputs& inputs_at(Place) const;

  /// In expected moves of the session: ln(price / level) / move.
  [[nodiscard]] double above(double level) const;
  /// Of the exposures' balance, GEX/GROSS against theta (docs/methods.md 1.4.14).
  [[nodiscard]] levels::RegimeLabel regime(double theta) const;
  /// The day's wall was BROKEN at some time from `since` to now.
  [[nodiscard]] bool broken(levels::Side, market::Instant since) const;
  /// Trading days from this session to the date: 0 on it, negative after it.
  [[nodiscard]] int sessions_to(market::Date) const;
  [[nodiscard]] int days_to(market::Date) const;  ///< calendar days
  [[nodiscard]] market::Instant time_of(Place) const;
  [[nodiscard]] const market::Calendar& calendar() const { return tape_.calendar(); }
  /// Signed value at mid prices, a share, now or at a place that is not later; none where an option has no price.
  [[nodiscard]] std::optional<double> value(const std::vector<Leg>&) const;
  [[nodiscard]] std::optional<double> value(const std::vector<Leg>&, Place) const;

 private:
  const Tape& tape_;
  Place at_;
};

}  // namespace gammafield::strategies
