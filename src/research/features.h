#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "research/known_until.h"

/// What is known of an attempt to pass a wall, as figures for models (docs/methods.md 1.4.13), by family. Distances and
/// speeds are in standard deviations of the day's expected move, of the whole session or of the stretch they are over;
/// towards beyond the wall is positive. A figure that cannot be made is none.
/// No family `flow`: study days bring no trades. No share of same-day expiries, no exposure re-priced at the wall and
/// no probability of its sign: a sheet of levels does not bring them.
namespace gammafield::research {

struct NamedValue {
  std::string_view name;
  std::optional<double> value;
};
using Features = std::vector<NamedValue>;

/// The first close beyond a wall.
struct Crossing {
  Watched watched;
  WallBasis basis = WallBasis::net;  ///< by which it is one
  market::Instant at;
};

/// With A the gross exposure of a strike, K the wall: `oi_share_next_strikes`, A of K and its neighbours, and
/// `oi_share_half_percent`, of strikes within 0.5 % of K, as shares of all strikes' A; `oi_concentration`, the sum of
/// squared shares of the strikes within 2 % of K (Herfindahl and Hirschman); `oi_call_balance`, (calls - puts) / (calls
/// + puts) within 0.5 %; `next_wall_distance` and `next_wall_strength`: of the wall that the same rule finds beyond K,
/// how far beyond it lies and its exposure over K's.
void add_open_interest_features(const KnownUntil&, const Crossing&, Features&);

/// `gex_to_gross`: net over gross GEX; `wall_net_share`: K's net exposure over gross GEX; `flip_distance`: from the
/// flip up to price, positive above it whatever the side.
void add_regime_features(const KnownUntil&, const Crossing&, Features&);

/// `minutes_since_open`, `minutes_to_close`; `day_sine`, `day_cosine` of the session as one turn; `monthly_expiry`: 1
/// on the exchange's monthly expiry, else 0.
void add_time_features(const KnownUntil&, const market::Calendar&, Features&);

/// `is_call`: 1 at a call wall; `distance_beyond` and `furthest_beyond` since the cross; `approach_speed` over the ten
/// minutes to the cross, `speed_now` over the last bar; `touches` so far, the present one too; `earlier_attempts`:
/// crosses before this one; `gap` of the day's first price over the close before; `realised_to_implied` move since the
/// day's start, from ten minutes on; `prior_extreme_distance`: from price to the prior session's high (calls) or low
/// (puts), positive while it lies ahead; `round_number_distance`: from K to the nearest. Refuses as
/// KnownUntil::prices_until does.
[[nodiscard]] base::Result<void, base::Refusal> add_path_features(const KnownUntil&, const Crossing&, Features&);

/// All of them, in this order. Refuses a cross later than what is known.
[[nodiscard]] base::Result<Features, base::Refusal> features_at(const KnownUntil&, const Crossing&,
                                                                const market::Calendar&);

}  // namespace gammafield::research
