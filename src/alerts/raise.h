#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "alerts/rule.h"
#include "alerts/state.h"

namespace gammafield::alerts {

/// The part of the state that knows when something of that kind and subject was last told.
[[nodiscard]] std::string told_key(AlertKind, std::string_view subject);

/// An alert's turn to be told.
struct Turn {
  std::size_t held_back = 0;  ///< like it, since the last one told
  std::optional<market::Instant> not_before = {};
};
/// None where the cool-down or quiet hours keep it back; either is remembered in `told`.
[[nodiscard]] std::optional<Turn> turn_of(const Rule&, Standing& told, market::Instant at, const market::Calendar&);

}  // namespace gammafield::alerts
