#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/analysis.h"
#include "levels/no_level.h"
#include "levels/wall.h"
#include "market/units.h"

/// Two snapshots of one underlying: what moved, and what moved it (docs/methods.md 1.4.20).
namespace gammafield::engine {

/// What is moved on from the earlier snapshot to the later, in this order; each from where the one before it ended.
enum class Cause : std::uint8_t {
  expiry,         ///< contracts that have settled meanwhile are taken away
  time,           ///< the others have less time left, at their own volatilities
  price,          ///< spot is the later one; forwards go with it, every contract keeps its volatility
  gone,           ///< contracts are taken away that the later file does not have, or that cannot be priced there
  volatility,     ///< volatilities, forwards and rates are the later ones
  open_interest,  ///< open interest is the later one; newly listed contracts are here
  appeared,       ///< contracts are added whose open interest the earlier file had without a price for them
};
inline constexpr std::size_t cause_count = 7;
inline constexpr std::array<Cause, cause_count> causes{
    Cause::expiry, Cause::time, Cause::price, Cause::gone, Cause::volatility, Cause::open_interest, Cause::appeared};
[[nodiscard]] std::string_view to_string(Cause);  ///< `expiry`, ..., `gone`, `appeared`

/// The book on its way from one snapshot to the other.
struct Waypoint {
  market::UsdPerPercent net_gex, gross_gex;
  levels::Level<market::Spot> flip;                       ///< by the settings' method and dynamics
  levels::Level<levels::WallStrike> call_wall, put_wall;  ///< by the settings' rules
  market::Spot spot;
};

/// What one strike is worth by a wall's rule on the way; 0 where the rule would never elect it.
struct StrengthPath {
  levels::Side side = levels::Side::call;
  market::Strike strike;
  std::array<market::UsdPerPercent, cause_count + 1> value;
};

/// Contracts with open interest, by what became of them.
struct ContractCounts {
  std::size_t in_both = 0, settled = 0, gone = 0, listed = 0, appeared = 0;
};

struct Comparison {
  std::array<Waypoint, cause_count + 1> way;  ///< the earlier snapshot; after each cause; the last is the later one
  std::vector<StrengthPath> strengths;        ///< of the earlier and the later call wall, then put wall; each once
  ContractCounts contracts = {};

  [[nodiscard]] const Waypoint& before() const { return way.front(); }
  [[nodiscard]] const Waypoint& after() const { return way.back(); }
};

/// Both analysed by the same settings. Refuses (input_rejected) two underlyings, and a later snapshot given first.
[[nodiscard]] base::Result<Comparison, base::Refusal> compare(const Analysis& earlier, const Analysis& later);

}  // namespace gammafield::engine
