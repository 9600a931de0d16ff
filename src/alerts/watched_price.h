#pragma once

#include <optional>
#include <string>
#include <variant>

#include "alerts/rule.h"
#include "engine/analysis.h"

namespace gammafield::alerts {

using Watched = std::variant<WatchedLevel, double>;

/// Where the level is now; none where there is none.
[[nodiscard]] std::optional<double> watched_price(const Watched&, const engine::Report&);
[[nodiscard]] std::string watched_name(const Watched&);   ///< `call_wall`, `6500`
[[nodiscard]] std::string watched_words(const Watched&);  ///< `the call wall`, `your price`

}  // namespace gammafield::alerts
