#include "exposure/dynamic_book.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "base/compensated_sum.h"
#include "exposure/dynamic_expiry.h"
#include "exposure/gamma_exposure.h"

namespace gammafield::exposure {
namespace {

constexpr double difference = 1e-5;  // of ln s

}  // namespace

DynamicBook::DynamicBook(const Book& book, SmileDynamics dynamics, GammaMode mode)
    : expiries_(std::make_shared<const std::vector<DynamicExpiry>>(dynamic_expiries(book, dynamics))),
      spot_(book.spot()),
      mode_(mode) {}

bool DynamicBook::empty() const { return expiries_->empty(); }

ProfilePoint DynamicBook::at(market::Spot spot) const { return profile(std::array{spot}).front(); }

market::UsdPerPercent DynamicBook::net_gex(market::Spot spot) const { return at(spot).net; }

market::UsdPerPercent DynamicBook::gross_gex(market::Spot spot) const { return at(spot).gross; }

std::vector<ProfilePoint> DynamicBook::profile(std::span<const market::Spot> spots) const {
  std::vector<double> x(spots.size()), net(spots.size()), gross(spots.size());
  std::ranges::transform(spots, x.begin(), [this](market::Spot spot) {
    assert(spot.value() > 0 && std::isfinite(spot.value()));
    return std::log(spot.value() / spot_.value());
  });
  std::vector<base::CompensatedSum> net_sums(spots.size()), gross_sums(spots.size());
  for (const DynamicExpiry& expiry : *expiries_) {
    kernels::moving_bump_sums(expiry.bumps(mode_), x.size(), x.data(), net.data(), gross.data());
    for (std::size_t i = 0; i < spots.size(); ++i) {
      net_sums[i].add(net[i]);
      gross_sums[i].add(gross[i]);
    }
  }
  std::vector<ProfilePoint> points;
  points.reserve(spots.size());
  for (std::size_t i = 0; i < spots.size(); ++i)
    points.push_back(
        {spots[i], market::UsdPerPercent{net_sums[i].value()}, market::UsdPerPercent{gross_sums[i].value()}});
  return points;
}

market::UsdPerPercent DynamicBook::slope(market::Spot spot) const {
  const double up = net_gex(market::Spot{spot.value() * std::exp(difference)}).value();
  const double down = net_gex(market::Spot{spot.value() * std::exp(-difference)}).value();
  return market::UsdPerPercent{one_percent * (up - down) / (2 * difference)};
}

SlopedPoint DynamicBook::sloped(market::Spot spot) const { return {at(spot), slope(spot)}; }

}  // namespace gammafield::exposure
