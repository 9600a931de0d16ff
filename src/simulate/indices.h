#pragma once

#include <optional>
#include <string_view>

namespace gammafield::simulate {

/// An index whose chain can be made up: its symbol, its two roots, and how Cboe writes its name in a download.
struct Index {
  std::string_view symbol, monthly_root, weekly_root, name;
};

[[nodiscard]] std::optional<Index> find_index(std::string_view symbol);

}  // namespace gammafield::simulate
