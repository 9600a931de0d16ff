#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/alert.h"
#include "alerts/rule.h"
#include "alerts/state.h"
#include "engine/analysis.h"
#include "market/calendar.h"

/// Rules over what is new -> alerts. Pure: the same state and news give the same alerts and the same state, and time is
/// the news' own.
namespace gammafield::alerts {

/// An alert on its way.
struct Raised {
  Alert alert;
  std::vector<std::string> sinks;
  std::optional<market::Instant> not_before = {};  ///< when quiet hours that hold it end
};

struct Evaluated {
  State state;
  std::vector<Raised> raised;  ///< in the order of the rules, and of each rule in time order
};

/// A Report that is not after the symbol's last one changes nothing and raises nothing. What a session's events tell is
/// taken from them (session::SessionReport); of a symbol's first Report, walls that are elected and flags that stand
/// are no news.
[[nodiscard]] Evaluated evaluate(std::span<const Rule>, State, const engine::Report&);

/// A feed that has gone stale, or is fresh again.
struct FeedNews {
  std::string feed;                        ///< as messages name it: `cboe SPX`
  std::string symbol;                      ///< that it tells; empty: of several, and rules of any symbol hear it
  bool stale = true;                       ///< false: fresh again
  market::Instant at;                      ///< when it was noticed
  std::optional<market::Instant> changed;  ///< its last new thing; none: nothing yet
};
[[nodiscard]] Evaluated evaluate(std::span<const Rule>, State, const FeedNews&, const market::Calendar&);

/// What there is to read on schedule.
struct Page {
  std::string title;  ///< one line
  std::string text;
  std::string notes;  ///< convention and times of the data
  market::Instant as_of;
};
/// The page of that kind (end_of_day, pre_market) for a symbol's session; none: not yet.
using Pages = std::function<std::optional<Page>(AlertKind, std::string_view symbol, market::Date session)>;

/// The time as it passes, for what comes on schedule: at least once a minute. `symbols`: those of rules that name none.
/// A page that is not there yet is asked for again until its time is over: of the end of the day until the next open,
/// of the morning until the open or an hour after its time, whichever is later.
[[nodiscard]] Evaluated evaluate(std::span<const Rule>, State, market::Instant now, const market::Calendar&,
                                 std::span<const std::string> symbols, const Pages&);

}  // namespace gammafield::alerts
