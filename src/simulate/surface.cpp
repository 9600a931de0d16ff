#include "simulate/surface.h"

#include <cassert>
#include <cmath>

namespace gammafield::simulate {
namespace {

constexpr double speed = 4.5;  // a year; a front month near 0.13 between 0.11 tonight and 0.205 in two years

}  // namespace

Surface::Surface(market::ImpliedVol near_vol, market::ImpliedVol far_vol, Skew skew)
    : near_variance_(near_vol.value() * near_vol.value()),
      far_variance_(far_vol.value() * far_vol.value()),
      rho_(skew.value()),
      eta_(2 / (1 + std::abs(skew.value()))) {
  assert(near_variance_ > 0 && far_variance_ > 0 && std::abs(rho_) < 1);
}

double Surface::total_variance(market::Years years) const {
  const double T = years.value();
  assert(T > 0);
  return far_variance_ * T - (near_variance_ - far_variance_) * std::expm1(-speed * T) / speed;
}

market::ImpliedVol Surface::at_the_money(market::Years years) const {
  return market::ImpliedVol{std::sqrt(total_variance(years) / years.value())};
}

market::ImpliedVol Surface::implied_vol(market::Price forward, market::Strike strike, market::Years years) const {
  const double theta = total_variance(years);
  const double phi_k = eta_ / std::sqrt(theta * (1 + theta)) * std::log(strike.value() / forward.value());
  const double w = theta / 2 * (1 + rho_ * phi_k + std::sqrt((phi_k + rho_) * (phi_k + rho_) + 1 - rho_ * rho_));
  return market::ImpliedVol{std::sqrt(w / years.value())};
}

}  // namespace gammafield::simulate
