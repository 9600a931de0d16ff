#pragma once

#include <vector>

#include "research/race.h"
#include "session/wall_watch.h"

/// Attempts to pass a level, as sessions label them (docs/methods.md 1.4.12).
namespace gammafield::research {

/// All that ended in the session, in their order; one that the close cuts off is CENSORED. A price that starts beyond
/// has not crossed: it has to come back first.
[[nodiscard]] std::vector<session::Attempt> attempts_at(Prices, const Watched&);

}  // namespace gammafield::research
