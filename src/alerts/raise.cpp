#include "alerts/raise.h"

#include <utility>

#include <fmt/format.h>

namespace gammafield::alerts {

std::string told_key(AlertKind kind, std::string_view subject) {
  return fmt::format("told {} {}", to_string(kind), subject);
}

std::optional<Turn> turn_of(const Rule& rule, Standing& told, market::Instant at, const market::Calendar& calendar) {
  const auto quiet_end = rule.quiet ? quiet_until(*rule.quiet, at, calendar) : std::nullopt;
  const bool cooling = told.told && at < *told.told + rule.cool_down;
  if (cooling || (quiet_end && rule.quiet->then == InQuiet::drop)) {
    ++told.held_back;
    return std::nullopt;
  }
  told.told = at;
  return Turn{std::exchange(told.held_back, 0), quiet_end};
}

}  // namespace gammafield::alerts
