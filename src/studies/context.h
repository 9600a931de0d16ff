#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "market/calendar.h"
#include "market/date.h"

/// What a study's files say besides levels and prices, and when it was known.
namespace gammafield::studies {

/// A figure of a session, known when the session has closed.
struct ClosingValue {
  market::Date session;
  double value = 0;
};

/// Something that was known beforehand to come.
struct ScheduledEvent {
  market::Date session;  ///< the one it falls into, or the next one to come
  std::string name;
};

/// One value a session, such as the VIX: CSV with the columns `date` and `value`, or `date` and `close`, as Cboe's own
/// history has them; dates ascend, a day without a value is no day. Refuses (input_rejected) by line what is none of
/// that.
[[nodiscard]] base::Result<std::vector<ClosingValue>, base::Refusal> read_closing_values(std::string_view text,
                                                                                         std::string_view name,
                                                                                         const market::Calendar&);

/// The value that was known when a session began: of the session before; none where that is not there.
[[nodiscard]] std::optional<double> known_at_start(const std::vector<ClosingValue>&, market::Date session,
                                                   const market::Calendar&);

/// Scheduled events: CSV with the columns `at` (a date, or a time on the exchange's clock or with a zone) and `name`,
/// in any order. What comes after a session's close, or on a closed day, is of the next session. Ascending; not empty.
/// Refuses (input_rejected) by line what is none of that.
[[nodiscard]] base::Result<std::vector<ScheduledEvent>, base::Refusal> read_events(std::string_view text,
                                                                                   std::string_view name,
                                                                                   const market::Calendar&);

/// Whether anything is scheduled for a session; none of a session before the first event or after the last: who made
/// the file need not have known of it.
[[nodiscard]] std::optional<bool> has_event(const std::vector<ScheduledEvent>&, market::Date session);

/// `FOMC, CPI`: what the events are, each once; of more than five the first five, and `...`.
[[nodiscard]] std::string kinds_of(const std::vector<ScheduledEvent>&);

/// What was read; empty where a study names no file.
struct Context {
  std::vector<ClosingValue> vix = {};
  std::vector<ScheduledEvent> events = {};
};

}  // namespace gammafield::studies
