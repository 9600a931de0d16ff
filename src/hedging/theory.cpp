#include "hedging/theory.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "pricing/black_scholes.h"

namespace gammafield::hedging {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double largest_k = 0.95;  // at 1 the volatility of a long position would be none

double sign_of(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }

/// Probability that a standard normal draw lies between two values, from the tail that keeps its digits.
double normal_between(double low, double high) {
  if (low > 0) return normal_between(-high, -low);
  return pricing::normal_distribution(high) - pricing::normal_distribution(low);
}

}  // namespace

double effective_volatility_ratio(double c) {
  assert(c > -1);
  return 1 / (1 + c);
}

market::ImpliedVol leland_volatility(market::ImpliedVol vol, Lambda cost, market::Years between_trades,
                                     bool short_option) {
  assert(between_trades.value() > 0);
  const double sigma = vol.value();
  const double added = cost.value() * sigma * std::sqrt(8 / (pi * between_trades.value()));
  return market::ImpliedVol{std::sqrt(std::max(0.0, sigma * sigma + (short_option ? added : -added)))};
}

market::Shares whalley_wilmott_band(market::Spot spot, SharesPerUsd gamma, Lambda cost, RiskAversion aversion,
                                    ContinuousRate rate, market::Years left) {
  assert(aversion.value() > 0);
  const double discount = std::exp(-rate.value() * left.value());
  const double squared = gamma.value() * gamma.value();
  return market::Shares{std::cbrt(1.5 * discount * cost.value() * spot.value() * squared / aversion.value())};
}

ZakamoulineBand zakamouline_band(market::Spot spot, market::ImpliedVol vol, SharesPerUsd gamma, market::Years left,
                                 Lambda cost, RiskAversion aversion, ContinuousRate rate) {
  const double S = spot.value(), sigma = vol.value(), T = left.value(), a = aversion.value();
  assert(S > 0 && sigma > 0 && T > 0 && a > 0);
  const double size = std::abs(gamma.value());
  const double discounted = std::pow(std::exp(-rate.value() * T) / sigma, 0.25);
  const double h0 = cost.value() / (a * S * sigma * sigma * T);
  const double h1 = 1.12 * std::pow(cost.value(), 0.31) * std::pow(T, 0.05) * discounted * std::sqrt(size / a);
  const double k =
      5.76 * std::pow(cost.value(), 0.78) * std::pow(T, -0.02) * discounted * std::pow(a * S * S * size, 0.15);
  const double part = 1 - std::min(k, largest_k) * sign_of(gamma.value());
  return {market::Shares{h0}, market::Shares{h1}, k, market::ImpliedVol{sigma * std::sqrt(part)}};
}

double break_even_move(market::Spot spot, SharesPerUsd gamma, UsdPerYear theta, market::Years session) {
  const double paid = -2 * theta.value() * session.value();
  return paid * gamma.value() > 0 ? std::sqrt(paid / gamma.value()) / spot.value() : 0;
}

double pin_probability(market::Spot spot, market::Strike strike, market::Shares options, PerUsd impact,
                       market::ImpliedVol vol, market::Years left) {
  if (options.value() <= 0) return 0;
  const double deviation = vol.value() * std::sqrt(left.value());
  const double away = std::log(spot.value() / strike.value()) / deviation;
  const double pushed = options.value() * impact.value() * spot.value();
  return -std::expm1(-pushed / deviation * pricing::normal_density(away));
}

double pin_probability_hedging_all(market::Spot spot, market::Strike strike, market::Shares options, double delta,
                                   PerUsd impact, market::ImpliedVol vol, market::Years left) {
  if (options.value() <= 0) return 0;
  const double deviation = vol.value() * std::sqrt(left.value());
  const double needed = std::log(strike.value() / spot.value());
  const double pushed = options.value() * impact.value() * spot.value();
  return normal_between((needed - pushed * delta) / deviation, (needed + pushed * (1 - delta)) / deviation);
}

market::Usd hedging_error(UsdPerVol vega, market::ImpliedVol vol, std::size_t trades) {
  assert(trades > 0);
  return market::Usd{std::sqrt(pi / 4) * vega.value() * vol.value() / std::sqrt(static_cast<double>(trades))};
}

market::Usd volatility_gain(market::Spot spot, market::Strike strike, market::Years left, market::ImpliedVol implied,
                            market::ImpliedVol realised) {
  const auto price = [&](market::ImpliedVol vol) {
    return pricing::black_price(market::Right::call, spot.value(), strike.value(),
                                vol.value() * std::sqrt(left.value()));
  };
  return market::Usd{price(realised) - price(implied)};
}

}  // namespace gammafield::hedging
