#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "alerts/evaluate.h"
#include "base/json_writer.h"

/// What an alert says: a trader's words, and the same as JSON.
namespace gammafield::alerts {

/// Members of the JSON's `details`, which differ by kind.
using Detail = std::variant<std::nullptr_t, double, bool, std::string>;
using Details = std::vector<std::pair<std::string_view, Detail>>;

/// An alert before it has an id.
struct Happened {
  AlertKind kind = AlertKind::test;
  std::string subject;  ///< what of the symbol
  market::Instant at;
  std::string title, text;
  Details details = {};
};

/// `Spot 6431.25. Call wall 6450 TESTED, put wall 6350 HOLDING, flip 6391.20. Regime POSITIVE, net +$1.2bn a 1 % move.`
[[nodiscard]] std::string levels_line(const engine::Report&);
/// When the data are from, who is assumed to hold what, and what this is not.
[[nodiscard]] std::string report_notes(const engine::Report&);
/// What hedging is taken to do on that side of the flip.
[[nodiscard]] std::string_view flip_meaning(bool above);

/// `held_back`: like it, since the last one told.
[[nodiscard]] Alert alert_of(const Rule&, const engine::Report&, const Happened&, std::size_t nth,
                             std::size_t held_back);
[[nodiscard]] Alert alert_of(const Rule&, const FeedNews&, const market::Calendar&, std::size_t held_back);
[[nodiscard]] Alert alert_of(const Rule&, AlertKind, std::string_view symbol, market::Date session, market::Instant at,
                             const Page&);
/// To see whether a sink works.
[[nodiscard]] Alert test_alert(market::Instant now);

/// The line that tells how old an alert's data are when it is sent: `Data 16 minutes old.`
[[nodiscard]] std::string age_line(market::Instant as_of, market::Instant now);

}  // namespace gammafield::alerts
