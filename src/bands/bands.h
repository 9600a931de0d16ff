#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "bands/flip_band.h"
#include "bands/prior.h"
#include "bands/quantiles.h"
#include "bands/wall_odds.h"
#include "exposure/book.h"
#include "levels/levels.h"
#include "levels/no_level.h"
#include "market/units.h"

/// Levels under uncertain positioning: what becomes of them when the dealers' side of each contract is drawn again and
/// again around a model (docs/methods.md 4.2). A pure function of the book and the settings.
namespace gammafield::bands {

struct BandSettings {
  PriorName prior = PriorName::wide;
  double widening = 1;  ///< of the prior's spreads
  std::size_t draws = 4000;
  std::uint64_t seed = 1;
  levels::FlipDomain domain{.low = 0.85, .high = 1.15};  ///< where flips of draws are looked for, times spot
  bool fan = false;                                      ///< also the profile's quantiles
};

/// Regime under uncertainty (docs/methods.md 1.4.14): POSITIVE from P(GEX > 0) = 0.80, NEGATIVE up to 0.20.
enum class RegimeOdds : std::uint8_t { positive, negative, uncertain };
[[nodiscard]] std::string_view to_string(RegimeOdds);
[[nodiscard]] RegimeOdds regime_odds(double p_positive);

/// The profile's quantiles at one spot.
struct FanPoint {
  market::Spot spot;
  Quantiles<market::UsdPerPercent> net;
};

struct Bands {
  PriorName prior = PriorName::wide;
  double widening = 1;
  std::size_t draws = 0;
  Quantiles<market::UsdPerPercent> net_gex;
  double p_positive = 0;  ///< share of the draws with net GEX above zero
  RegimeOdds regime = RegimeOdds::uncertain;
  FlipBand flip;
  WallOdds call_wall, put_wall;  ///< by the level settings' rules
  std::vector<FanPoint> fan;     ///< every 0.1 % of spot over the domain; empty unless asked for
};

/// None (empty_book) for a book without exposure. Requires models as cells_of does, draws > 0, domain around 1.
/// Re-priced with sticky strike, whatever the report's smile dynamics.
[[nodiscard]] levels::Level<Bands> find_bands(const exposure::Book&, std::span<const WeightedModel>,
                                              const BandSettings&, const levels::LevelSettings&);

}  // namespace gammafield::bands
