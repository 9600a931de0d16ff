#include "exposure/repriced_book.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "base/compensated_sum.h"
#include "exposure/bump.h"
#include "exposure/exercise_rows.h"
#include "exposure/gamma_exposure.h"
#include "kernels/profile_exact.h"

namespace gammafield::exposure {

namespace {

double narrowest_of(const BumpColumns& bumps) {
  double scale = 0;
  for (const double each : bumps.scale) scale = std::max(scale, each);
  return scale > 0 ? kernels::bump_scale / scale : std::numeric_limits<double>::infinity();
}

}  // namespace

RepricedBook::RepricedBook(BumpColumns bumps, ExerciseRows exercise, market::Spot spot, double narrowest)
    : bumps_(std::make_shared<const BumpColumns>(std::move(bumps))),
      exercise_(std::make_shared<const ExerciseRows>(std::move(exercise))),
      spot_(spot),
      narrowest_(narrowest) {}

RepricedBook::RepricedBook(const Book& book) : RepricedBook(book, std::span<const OptionState>{}) {}

RepricedBook::RepricedBook(const Book& book, std::span<const OptionState> states)
    : RepricedBook(bumps_of(book, states), ExerciseRows{book, states}, book.spot(), 0) {
  narrowest_ = narrowest_of(*bumps_);
}

RepricedBook RepricedBook::of_expiries(const std::vector<bool>& keep) const {
  return {exposure::of_expiries(*bumps_, keep), exercise_->of_expiries(keep), spot_, narrowest_};
}

bool RepricedBook::empty() const { return bumps_->size() == 0; }

double RepricedBook::place(market::Spot spot) const {
  assert(spot.value() > 0 && std::isfinite(spot.value()));
  return std::log(spot.value() / spot_.value());
}

market::UsdPerPercent RepricedBook::net_gex(market::Spot spot) const {
  const double x = place(spot);
  double net = 0;
  kernels::bump_sums(bumps_->bumps(), 1, &x, {.net = &net});
  exercise_->add_to(1, &x, {.net = &net});
  return market::UsdPerPercent{net};
}

market::UsdPerPercent RepricedBook::gross_gex(market::Spot spot) const {
  const double x = place(spot);
  double gross = 0;
  kernels::bump_sums(bumps_->bumps(), 1, &x, {.gross = &gross});
  exercise_->add_to(1, &x, {.gross = &gross});
  return market::UsdPerPercent{gross};
}

std::vector<market::UsdPerPercent> RepricedBook::net_gex(std::span<const market::Spot> spots) const {
  std::vector<market::UsdPerPercent> net;
  net.reserve(spots.size());
  for (const ProfilePoint& point : profile(spots)) net.push_back(point.net);
  return net;
}

std::vector<ProfilePoint> RepricedBook::profile(std::span<const market::Spot> spots) const {
  std::vector<double> x(spots.size()), net(spots.size()), gross(spots.size());
  std::ranges::transform(spots, x.begin(), [this](market::Spot spot) { return place(spot); });
  kernels::bump_sums(bumps_->bumps(), x.size(), x.data(), {.net = net.data(), .gross = gross.data()});
  exercise_->add_to(x.size(), x.data(), {.net = net.data(), .gross = gross.data()});

  std::vector<ProfilePoint> points;
  points.reserve(spots.size());
  for (std::size_t i = 0; i < spots.size(); ++i)
    points.push_back({spots[i], market::UsdPerPercent{net[i]}, market::UsdPerPercent{gross[i]}});
  return points;
}

std::vector<TabulatedPoint> RepricedBook::tabulated(std::span<const market::Spot> spots) const {
  std::vector<double> x(spots.size()), net(spots.size()), gross(spots.size()), error(spots.size());
  std::ranges::transform(spots, x.begin(), [this](market::Spot spot) { return place(spot); });
  kernels::bump_sums(bumps_->bumps(), x.size(), x.data(), {.net = net.data(), .gross = gross.data()});
  exercise_->add_tabulated(x, {net.data(), gross.data(), error.data()});
  std::vector<TabulatedPoint> points;
  points.reserve(spots.size());
  for (std::size_t i = 0; i < spots.size(); ++i)
    points.push_back(
        {{spots[i], market::UsdPerPercent{net[i]}, market::UsdPerPercent{gross[i]}}, market::UsdPerPercent{error[i]}});
  return points;
}

market::UsdPerPercent RepricedBook::slope(market::Spot spot) const {
  const double x = place(spot);
  double slope = 0;
  kernels::bump_sums(bumps_->bumps(), 1, &x, {.slope = &slope});
  exercise_->add_to(1, &x, {.slope = &slope});
  return market::UsdPerPercent{one_percent * slope};
}

SlopedPoint RepricedBook::sloped(market::Spot spot) const {
  const double x = place(spot);
  double net = 0, gross = 0, slope = 0;
  kernels::bump_sums(bumps_->bumps(), 1, &x, {.net = &net, .gross = &gross, .slope = &slope});
  exercise_->add_to(1, &x, {.net = &net, .gross = &gross, .slope = &slope});
  return {{spot, market::UsdPerPercent{net}, market::UsdPerPercent{gross}}, market::UsdPerPercent{one_percent * slope}};
}

std::vector<ExposureJump> RepricedBook::jumps(market::Spot low, market::Spot high) const {
  std::vector<ExposureJump> found;
  for (const ExerciseJump& jump : exercise_->jumps(place(low), place(high)))
    found.push_back({market::Spot{spot_.value() * std::exp(jump.place)}, market::UsdPerPercent{jump.size}});
  return found;
}

market::Shares RepricedBook::hedging_flow(market::Spot from, market::Spot to) const {
  const double here = place(from), there = place(to);
  const double european = kernels::step_sum_between(bumps_->deltas(), here, there);
  if (exercise_->empty()) return market::Shares{-european};
  return market::Shares{-(european + (exercise_->delta_shares(there) - exercise_->delta_shares(here)))};
}

std::vector<market::Shares> RepricedBook::delta(std::span<const market::Spot> spots) const {
  base::CompensatedSum puts;
  for (const double shares : bumps_->put_shares) puts.add(shares);
  std::vector<double> x(spots.size()), sums(spots.size());
  std::ranges::transform(spots, x.begin(), [this](market::Spot spot) { return place(spot); });
  kernels::step_sums(bumps_->deltas(), x.size(), x.data(), sums.data());
  std::vector<market::Shares> deltas;
  deltas.reserve(sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i)
    deltas.push_back(market::Shares{sums[i] - puts.value() + exercise_->delta_shares(x[i])});
  return deltas;
}

}  // namespace gammafield::exposure
