#include "exposure/bump.h"

#include <algorithm>
#include <numbers>

#include "exposure/gamma_exposure.h"

namespace gammafield::exposure {
namespace {

constexpr double narrowest = 1e-8;  // v; pricing clamps gamma at the same width

bool same_bump(const pricing::PricedChain& priced, const Holding& left, const Holding& right) {
  return left.expiry == right.expiry && left.strike == right.strike &&
         priced.options[left.option].sigma == priced.options[right.option].sigma;
}

Bump place_of(const pricing::PricedChain& priced, const Holding& holding) {
  const pricing::PricedExpiry& expiry = priced.expiries[holding.expiry];
  const double width = std::max(priced.options[holding.option].sigma * std::sqrt(expiry.years), narrowest);
  Bump bump;
  bump.strike = std::log(holding.strike.value() / priced.spot.value());
  bump.center = bump.strike - (expiry.rate - expiry.carry) * expiry.years + 0.5 * width * width;
  bump.inverse_width = 1 / width;
  bump.scale = std::sqrt(0.5 * std::numbers::log2e) / width;
  return bump;
}

/// Gamma times s^2 is the strike's own second derivative times K^2 (docs/methods.md 8.1), and that one is known at the
/// peak.
void add(Bump& bump, const pricing::PricedExpiry& expiry, const Holding& holding) {
  const market::Spot strike{holding.strike.value()};
  const double discount = std::exp(-expiry.rate * expiry.years);
  const market::Gamma gamma{discount * pricing::normal_density(0) * bump.inverse_width / strike.value()};
  bump.net_peak += gamma_exposure(gamma, holding.dealer_shares, strike).value();
  bump.gross_peak += gamma_exposure(gamma, holding.gross_shares, strike).value();
  bump.delta_shares += holding.dealer_shares.value() * std::exp(-expiry.carry * expiry.years);
}

}  // namespace

std::vector<Bump> bumps_of(const Book& book) {
  const pricing::PricedChain& priced = *book.priced;
  std::vector<Bump> bumps;
  const Holding* last = nullptr;
  for (const Holding& holding : book.holdings) {
    if (!last || !same_bump(priced, *last, holding)) bumps.push_back(place_of(priced, holding));
    add(bumps.back(), priced.expiries[holding.expiry], holding);
    last = &holding;
  }
  return bumps;
}

}  // namespace gammafield::exposure
