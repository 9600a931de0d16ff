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
/// how far beyond it lies and its exposure over K's; `same_day_share`: of the gross exposure within 0.5 % of K that is
/// still there after the open the share that settles in the session, and `same_day_share_of_all`, of all the book.
void add_open_interest_features(const KnownUntil&, const Crossing&, Features&);

/// `gex_to_gross`: net over gross GEX; `wall_gex_to_gross`: both re-priced with spot at K, sticky strike;
/// `wall_net_share`: K's net exposure over gross GEX; `positive_gex_chance`: of net GEX above zero, by the bands' draws
/// of who holds what; `flip_distance`: from the flip up to price, positive above it whatever the side.
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

/// `volume_z`: the underlying's volume of the last ten minutes beside the same minutes of the sessions before
/// (volume_z.h); `signed_option_volume`: contracts at K that customers have bought since the open less those they have
/// sold, calls and puts alike (who sells them is the shorter of gamma), over K's open interest, and
/// `signed_option_volume_30m`, of the last thirty minutes at most.
void add_flow_features(const KnownUntil&, const Crossing&, Features&);

/// All of them, in this order. Refuses a cross later than what is known.
[[nodiscard]] base::Result<Features, base::Refusal> features_at(const KnownUntil&, const Crossing&,
                                                                const market::Calendar&);

}  // namespace gammafield::research
