#include "exposure/dynamic_book.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/compensated_sum.h"
#include "exposure/dynamic_expiry.h"
#include "exposure/gamma_exposure.h"

namespace gammafield::exposure {
namespace {

constexpr double difference = 1e-5;  // of ln s

struct Sums {
  double net = 0, gross = 0;
};

/// One expiry with spot at x. s^2 gamma = A/v with A = D K phi(d2); in total mode, per unit of A,
///   1/v - 2 d2 v_x/v + d1 d2 v_x^2/v + v_xx - v_x
Sums sums_at(const DynamicExpiry& expiry, double x, GammaMode mode, MovedVols& moved) {
  move_vols(expiry, x, moved);
  Sums sums;
  for (std::size_t i = 0; i < expiry.k.size(); ++i) {
    const double inverse = 1 / moved.v[i], d2 = (x - expiry.k[i]) * inverse - 0.5 * moved.v[i];
    double bend = inverse;
    if (mode == GammaMode::total) {
      const double slope = moved.slope[i], d1 = d2 + moved.v[i];
      bend += slope * d2 * inverse * (d1 * slope - 2) + moved.curvature[i] - slope;
    }
    const double shape = std::exp(-0.5 * d2 * d2) * bend;
    sums.net += expiry.net_peak[i] * shape;
    sums.gross += expiry.gross_peak[i] * std::abs(shape);
  }
  return sums;
}

}  // namespace

DynamicBook::DynamicBook(const Book& book, SmileDynamics dynamics, GammaMode mode)
    : expiries_(std::make_shared<const std::vector<DynamicExpiry>>(dynamic_expiries(book, dynamics))),
      spot_(book.spot()),
      mode_(mode) {}

bool DynamicBook::empty() const { return expiries_->empty(); }

ProfilePoint DynamicBook::at(market::Spot spot) const {
  assert(spot.value() > 0 && std::isfinite(spot.value()));
  const double x = std::log(spot.value() / spot_.value());
  base::CompensatedSum net, gross;
  MovedVols moved;
  for (const DynamicExpiry& expiry : *expiries_) {
    const Sums sums = sums_at(expiry, x, mode_, moved);
    net.add(sums.net);
    gross.add(sums.gross);
  }
  return {spot, market::UsdPerPercent{net.value()}, market::UsdPerPercent{gross.value()}};
}

market::UsdPerPercent DynamicBook::net_gex(market::Spot spot) const { return at(spot).net; }

market::UsdPerPercent DynamicBook::gross_gex(market::Spot spot) const { return at(spot).gross; }

std::vector<ProfilePoint> DynamicBook::profile(std::span<const market::Spot> spots) const {
  std::vector<ProfilePoint> points;
  points.reserve(spots.size());
  for (const market::Spot spot : spots) points.push_back(at(spot));
  return points;
}

market::UsdPerPercent DynamicBook::slope(market::Spot spot) const {
  const double up = net_gex(market::Spot{spot.value() * std::exp(difference)}).value();
  const double down = net_gex(market::Spot{spot.value() * std::exp(-difference)}).value();
  return market::UsdPerPercent{one_percent * (up - down) / (2 * difference)};
}

}  // namespace gammafield::exposure
