#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "market/calendar.h"
#include "market/date.h"

namespace gammafield::market {

/// An instant at which more happens than in its minute: a rate decision, an inflation print, earnings.
struct ClockEvent {
  Instant at;
  double minutes = 0;  ///< what it is worth in minutes of regular session, > 0; a whole US session is 390
};

/// Lines `2026-09-16T14:00-04:00,120` (instant with its zone, minutes); `#` starts a comment. The error is one line
/// naming the line number: anything else in a line, minutes not in (0, 100000], an instant given twice.
[[nodiscard]] base::Result<std::vector<ClockEvent>, std::string> parse_clock_events(std::string_view text);

/// The clock that runs as variance does (docs/methods.md 2.3): a minute of regular session weighs 1; all that lies
/// between one session's close and the next one's open, be it a night or a long weekend, weighs together a quarter of a
/// full session (20 % of a trading day's variance), evenly over its minutes. Weights are divided by those of their
/// calendar year on the exchange's clock, so that every such year lasts exactly one. Events come on top of that.
class BusinessTime {
 public:
  /// Knows the calendar years of `first` to `last`. Requires first <= last.
  BusinessTime(const Calendar&, std::span<const ClockEvent>, Instant first, Instant last);

  /// Years on this clock; an event counts from after `from` to `to` inclusive. Requires first's year <= from <= to <=
  /// last's year.
  [[nodiscard]] double years_between(Instant from, Instant to) const;
  /// The first whole second at which `years` have passed since `from`; the end of what is known where that is later.
  [[nodiscard]] Instant after(Instant from, double years) const;

 private:
  /// The clock runs evenly between two.
  struct Mark {
    Instant at;
    double value = 0;
  };
  struct Bump {
    Instant at;
    double years = 0;
  };
  [[nodiscard]] static std::vector<Mark> weights(const Calendar&, int first_year, int last_year);
  [[nodiscard]] static double value_at(std::span<const Mark>, Instant);

  std::vector<Mark> marks_;  ///< years since the first new year, without events; ascending
  std::vector<Bump> bumps_;
};

}  // namespace gammafield::market
