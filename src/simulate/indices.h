#pragma once

#include <optional>
#include <string_view>

#include "market/units.h"

namespace gammafield::simulate {

/// An index whose chain can be made up: its symbol, its two roots, how Cboe writes its name in a download, and where it
/// stands if nobody says.
struct Index {
  std::string_view symbol, monthly_root, weekly_root, name;
  market::Spot spot;
};

[[nodiscard]] std::optional<Index> find_index(std::string_view symbol);

}  // namespace gammafield::simulate
