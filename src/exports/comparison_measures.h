#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/comparison.h"

/// Inside of exports/: what a comparison tells, as rows of numbers on the way from one snapshot to the other.
namespace gammafield::exports {

enum class MeasureUnit : std::uint8_t { usd, price };

/// A number before, and after each cause; none where the level did not exist there.
struct Measure {
  std::string key;   ///< `net_gex_usd_per_1pct`, `gamma_flip`, `call_strength_usd_per_1pct_at_6450`
  std::string name;  ///< for people
  MeasureUnit unit = MeasureUnit::usd;
  std::array<std::optional<double>, engine::cause_count + 1> at;

  [[nodiscard]] std::optional<double> part(std::size_t cause) const {
    if (!at[cause] || !at[cause + 1]) return std::nullopt;
    return *at[cause + 1] - *at[cause];
  }
};
[[nodiscard]] std::vector<Measure> measures_of(const engine::Comparison&);

}  // namespace gammafield::exports
