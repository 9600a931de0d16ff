#pragma once

#include <cstdint>
#include <variant>

#include "hedging/units.h"
#include "market/units.h"

/// When a dealer trades, and how far back. Everything is of a whole book: its net delta is options' delta plus hedge,
/// in shares, and a trade is shares bought (+) or sold (-).
namespace gammafield::hedging {

/// What a fixed band is measured in. `per_100m`: shares for each $100M of underlying notional, sum |n| M S.
/// `per_option_share`: delta a share of option, 0.1 to 0.2 in the source text.
enum class BandUnit : std::uint8_t { shares, per_100m, per_option_share };
/// Where a trade ends once the band is left: at its edge, or at zero.
enum class BandTo : std::uint8_t { edge, target };

namespace policy {

/// To zero at every step.
struct Continuous {};
/// To zero at the steps in which the session's clock passes a multiple of so many minutes; a session at most.
struct EveryMinutes {
  Minutes minutes{60};
};
/// Once |net| is over the width: strictly, as the source text's 10,000 shares.
struct FixedBand {
  double width = 0;
  BandUnit unit = BandUnit::shares;
  BandTo to = BandTo::target;
};
/// Whalley and Wilmott (1997): to the edge of +-(3/2 e^{-rT} lambda S Gamma^2 / gamma)^{1/3}, of the book's gamma.
struct WhalleyWilmott {
  RiskAversion aversion{1e-6};
};
/// Zakamouline (2006): deltas by his volatility (zakamouline_band), to the edge of +-(H0 + H1), of the book's gamma.
struct Zakamouline {
  RiskAversion aversion{1e-6};
};
/// Gamma-theta break-even: to zero once spot moved, since the last trade, by what a session's theta pays for.
struct BreakEven {};
/// To zero at every step of the session's last minutes; 60: the longer tenors of Adams et al.
struct LastMinutes {
  Minutes minutes{60};
};
/// To zero at the session's last step.
struct EndOfDay {};
/// Trades the delta that time takes or gives, and not what a move does: the flow of Avellaneda and Lipkin (2003).
struct TimeDecay {};
/// Never.
struct Never {};

}  // namespace policy

using Policy = std::variant<policy::Continuous, policy::EveryMinutes, policy::FixedBand, policy::WhalleyWilmott,
                            policy::Zakamouline, policy::BreakEven, policy::LastMinutes, policy::EndOfDay,
                            policy::TimeDecay, policy::Never>;

/// The source text's desks: 500, 1,500 and 5,000 shares for each $100M of notional, back to zero.
[[nodiscard]] constexpr policy::FixedBand tight_band() { return {500, BandUnit::per_100m, BandTo::target}; }
[[nodiscard]] constexpr policy::FixedBand normal_band() { return {1500, BandUnit::per_100m, BandTo::target}; }
[[nodiscard]] constexpr policy::FixedBand wide_band() { return {5000, BandUnit::per_100m, BandTo::target}; }

/// What a policy looks at.
struct HedgeView {
  market::Spot spot;
  market::Shares options_delta;  ///< of all options, by the volatility the dealer hedges with
  market::Shares hedge;          ///< shares held
  SharesPerUsd gamma;            ///< of all options
  UsdPerYear theta;              ///< of all options
  market::Shares option_shares;  ///< sum |n| M
  market::Years years_left{0};   ///< to settlement, the mean by shares
  ContinuousRate rate{0};
  market::ImpliedVol implied_vol;  ///< the mean by shares
  Lambda cost{0};                  ///< proportional, one way
  market::Spot last_traded_at;     ///< spot of the last trade; the start's before the first
  market::Shares decayed{0};  ///< options' delta that the passage of time took since the last look (policy::TimeDecay)
  Minutes minute{0};          ///< of the session, 0 at its open: where the step begins
  Minutes step{1};
  double band_factor = 1;  ///< bands are this much wider (a volatility shift)
};

/// What is left of net delta by this policy: shares to buy, before lots; 0 within the band.
[[nodiscard]] market::Shares wanted_trade(const Policy&, const HedgeView&);

/// To the nearest whole lot; a lot of 0 is no rounding.
[[nodiscard]] market::Shares in_lots(market::Shares, market::Shares lot);

}  // namespace gammafield::hedging
