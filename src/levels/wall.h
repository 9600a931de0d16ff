#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "exposure/by_strike.h"
#include "exposure/repriced_book.h"
#include "levels/no_level.h"
#include "market/expiry_class.h"
#include "market/units.h"

/// Call wall and put wall (docs/methods.md 1.4.2 to 1.4.4, 1.4.6).
namespace gammafield::levels {

enum class Side : std::uint8_t { call, put };
enum class Basis : std::uint8_t { net, gross, absolute };  ///< what is compared between strikes: N, C or P, A
enum class CallWallSide : std::uint8_t { above, any };
enum class PutWallRule : std::uint8_t { most_negative_net, gross_put, max_positive_below, absolute };
[[nodiscard]] std::string_view to_string(Basis);
[[nodiscard]] std::string_view to_string(PutWallRule);

/// What a wall's value is: N_K (signed), C_K, P_K or A_K (never negative).
enum class Measure : std::uint8_t { net, call, put, absolute };

/// The strike that wins, before its attributes. Ties (relative difference below 1e-9): nearest to spot, then the larger
/// open interest, then the lower strike. A bar below 1e-12 of gross never wins: it is rounding, not exposure.
struct WallStrike {
  market::Strike strike;
  Measure measure = Measure::net;  ///< what the rule compared
  market::UsdPerPercent value;     ///< in that measure
  double share = 0;                ///< |value| / sum of |v| over all strikes
  std::optional<double>
      rank_gap;  ///< |v| of the best over |v| of the second on its side; none without a second of its sign
};

[[nodiscard]] Level<WallStrike> call_wall(std::span<const exposure::StrikeExposure>, market::Spot, Basis, CallWallSide);
[[nodiscard]] Level<WallStrike> put_wall(std::span<const exposure::StrikeExposure>, market::Spot, PutWallRule);

/// One strike's value by the same rules, on whichever side of spot it lies: what an incumbent is worth now. None where
/// the strike is not there or the rule would never elect it: its value is of the wrong sign, or rounding.
[[nodiscard]] std::optional<WallStrike> call_wall_at(std::span<const exposure::StrikeExposure>, market::Strike, Basis);
[[nodiscard]] std::optional<WallStrike> put_wall_at(std::span<const exposure::StrikeExposure>, market::Strike,
                                                    PutWallRule);

/// The unrestricted peaks, always reported beside the walls: the strike with the highest positive value anywhere.
[[nodiscard]] Level<WallStrike> peak_strike(std::span<const exposure::StrikeExposure>, market::Spot, Measure);
[[nodiscard]] Level<WallStrike> peak_net_strike(std::span<const exposure::StrikeExposure>, market::Spot);
[[nodiscard]] Level<WallStrike> absolute_gamma_strike(std::span<const exposure::StrikeExposure>, market::Spot);

/// What dealer hedging does to a move, from the sign of the exposure: dampening is >= 0.
enum class MechanicalEffect : std::uint8_t { dampening, amplifying };
[[nodiscard]] std::string_view to_string(MechanicalEffect);

struct ClassShare {
  market::ExpiryClass expiry_class = market::ExpiryClass::weekly_fri;
  double share = 0;  ///< of the strike's gross exposure
};

/// A wall with all that may be said of it. A level may be called support or resistance only beside its mechanical
/// effect.
struct Wall {
  WallStrike at;
  market::UsdPerPercent strength;                                   ///< |value|
  MechanicalEffect effect_at_strike = MechanicalEffect::dampening;  ///< sign of N_K
  MechanicalEffect effect_of_book = MechanicalEffect::dampening;    ///< sign of the whole profile re-priced at the wall
  double distance_points = 0;                                       ///< K - S
  double distance_pct = 0;                                          ///< 100 (K/S - 1)
  std::optional<double> distance_expected_moves;  ///< ln(K/S) / (sigma_ATM sqrt(tau)), tau to the session's close
  market::Shares flow_to_reach;                   ///< shares dealers trade while spot goes to K; + bought
  market::Usd flow_to_reach_usd;                  ///< times the mid price of the way
  std::vector<ClassShare> expiry_mix;             ///< descending by share
  /// Until strength first halves with spot and volatilities frozen; none when it does not before the last expiry
  /// settles.
  std::optional<std::chrono::minutes> half_life;
};

/// `expected_move_fraction`: sigma_ATM*sqrt(tau); none when unknown.
[[nodiscard]] Wall with_attributes(const WallStrike&, const exposure::Book&, const exposure::RepricedBook&,
                                   std::optional<double> expected_move_fraction);

}  // namespace gammafield::levels
