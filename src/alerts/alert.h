#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "market/date.h"

namespace gammafield::alerts {

/// What a rule's sinks are told of.
enum class AlertKind : std::uint8_t {
  flip_crossed,
  wall_elected,
  wall_gone,
  wall_moved,
  wall_tested,
  wall_held,
  wall_broken,
  wall_reclaimed,
  spot_near,
  regime_changed,
  tier_passed,
  data_stale,
  data_fresh,
  data_flag,
  end_of_day,
  pre_market,
  test,
};
[[nodiscard]] std::string_view to_string(AlertKind);
[[nodiscard]] std::optional<AlertKind> parse_alert_kind(std::string_view);

/// One thing to tell. The same Report through the same rule gives the same alert, byte for byte.
struct Alert {
  std::string id;    ///< 32 hexadecimal digits: the idempotency key of every sink (`alert_id`)
  std::string rule;  ///< name of the rule
  AlertKind kind = AlertKind::test;
  std::string symbol;     ///< the underlying; of data_stale and data_fresh the feed where it tells no symbol
  market::Instant at;     ///< when it happened
  market::Instant as_of;  ///< of the data it was seen in
  std::string title;      ///< one line
  std::string text;       ///< a trader's words, lines separated by '\n'; no convention, no age: `notes` are
  std::string notes;      ///< convention and times of the data, a line each
  std::string json;       ///< `gammafield.alert/1`, one line (docs/alerts.md)
};

/// What tells one alert from another. `subject`: what of the symbol (a wall's side, a level, a flag); `nth` of the same
/// kind and subject in one Report.
struct AlertOf {
  std::string_view rule, symbol;
  market::Instant as_of;
  AlertKind kind = AlertKind::test;
  std::string_view subject = {};
  std::size_t nth = 0;
};
/// The first half of a SHA-256 of all that.
[[nodiscard]] std::string alert_id(const AlertOf&);

}  // namespace gammafield::alerts
