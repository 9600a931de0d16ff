#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "research/race.h"
#include "session/wall_watch.h"

/// Attempts to pass a level, as sessions label them (docs/methods.md 1.4.12).
namespace gammafield::research {

/// All that ended in the session, in their order; one that the close cuts off is CENSORED. A price that starts beyond
/// has not crossed: it has to come back first.
[[nodiscard]] std::vector<session::Attempt> attempts_at(Prices, const Watched&);

/// Was every close of that time after the first beyond so too? None where prices end before that time is over, also of
/// an attempt that was back by then: else late ones would only be counted if they failed.
[[nodiscard]] std::optional<bool> stayed_beyond(Prices, const Watched&, const session::Attempt&, std::chrono::minutes);

}  // namespace gammafield::research
