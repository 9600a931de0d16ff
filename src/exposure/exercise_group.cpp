#include "exposure/exercise_group.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "base/compensated_sum.h"
#include "exposure/gamma_exposure.h"
#include "kernels/american_bumps.h"
#include "pricing/black_scholes.h"

namespace gammafield::exposure {
namespace {

using market::Right;

constexpr std::size_t remembered_max = 3;  // a flip's grid and spikes, and the stretch of the mean exposure

std::size_t filled_up(std::size_t n) {
  return (n + kernels::gated_lanes - 1) / kernels::gated_lanes * kernels::gated_lanes;
}

}  // namespace

ExerciseGroup::ExerciseGroup(std::uint32_t expiry, Right right, std::shared_ptr<const pricing::AmericanExpiry> american,
                             const kernels::SharedBoundary& shared, std::vector<Option> options)
    : expiry_(expiry),
      right_(right),
      american_(std::move(american)),
      options_(std::move(options)),
      rows_(shared.nodes().scheme().premium),
      net_(filled_up(options_.size())),
      gross_(net_.size()),
      premium_(net_.size(), rows_),
      european_(net_.size(), 1),
      boundary_(net_.size()),
      unit_(net_.size()) {
  for (std::size_t i = 0; i < options_.size(); ++i) {
    net_[i] = one_percent * options_[i].net_shares;
    gross_[i] = one_percent * options_[i].gross_shares;
  }
  fill(shared);
}

void ExerciseGroup::fill(const kernels::SharedBoundary& shared) {
  const std::size_t n = net_.size();
  std::vector<double> place, strike, sigma;
  for (std::size_t i = 0; i < n; ++i) {
    const Option& option = options_[std::min(i, options_.size() - 1)];
    place.push_back(std::log(option.K / american_->S()));
    strike.push_back(option.K);
    sigma.push_back(option.sigma);
  }
  kernels::exercise_bumps(
      shared, {n, right_ == Right::call, place.data(), strike.data(), sigma.data()},
      {premium_.center.data(), premium_.scale.data(), premium_.height.data(), premium_.tilt.data(), premium_.low.data(),
       premium_.high.data(), boundary_.data(), unit_.data(), european_.center.data(), european_.scale.data(),
       european_.height.data(), european_.low.data(), european_.high.data()});
  for (Columns* columns : {&premium_, &european_})
    std::copy(columns->low.begin() + static_cast<std::ptrdiff_t>(options_.size()), columns->low.end(),
              columns->high.begin() + static_cast<std::ptrdiff_t>(options_.size()));
}

kernels::GatedBumps ExerciseGroup::bumps(const Columns& columns, std::size_t rows) const {
  return {net_.size(),           rows,
          columns.center.data(), columns.scale.data(),
          columns.height.data(), columns.tilt.data(),
          columns.low.data(),    columns.high.data(),
          net_.data(),           gross_.data()};
}

void ExerciseGroup::add_to(std::size_t places, const double* x, const kernels::GatedBumpSums& to) const {
  kernels::add_gated_bumps(bumps(premium_, rows_), places, x, to);
  kernels::add_gated_bumps(bumps(european_, 1), places, x, to);
}

ExerciseGroup::Remembered ExerciseGroup::tabulated(const kernels::AscendingPlaces& places) const {
  const std::vector<double> none(places.size() + kernels::gated_lanes);
  Remembered out{{places.x(), places.x() + places.size()}, none, none, none};
  const kernels::TabulatedSums to{out.net.data(), out.gross.data(), out.error.data()};
  kernels::add_tabulated_bumps(bumps(premium_, rows_), {boundary_.data(), unit_.data()}, places, to);
  kernels::add_tabulated_bumps(bumps(european_, 1), {}, places, to);
  std::partial_sum(out.error.begin(), out.error.end(), out.error.begin());
  return out;
}

std::shared_ptr<const ExerciseGroup::Remembered> ExerciseGroup::recalled(std::span<const double> places) const {
  const auto found =
      std::ranges::find_if(remembered_, [&](const auto& sums) { return std::ranges::equal(sums->places, places); });
  if (found == remembered_.end()) return nullptr;
  std::rotate(remembered_.begin(), found, found + 1);
  return remembered_.front();
}

void ExerciseGroup::remember(std::shared_ptr<const Remembered> sums) const {
  remembered_.push_front(std::move(sums));
  if (remembered_.size() > remembered_max) remembered_.pop_back();
}

void ExerciseGroup::add_tabulated(const kernels::AscendingPlaces& places, const kernels::TabulatedSums& to) const {
  const std::scoped_lock lock{mutex_};  // held throughout: who asks for the same meanwhile waits for it
  auto sums = recalled({places.x(), places.size()});
  if (sums == nullptr) {
    sums = std::make_shared<const Remembered>(tabulated(places));
    remember(sums);
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    to.net[i] += sums->net[i];
    to.gross[i] += sums->gross[i];
    to.error[i] += std::max(sums->error[i], 0.0);
  }
}

double ExerciseGroup::delta_shares(double x) const {
  if (x != 0) return delta_shares_at(x);
  const std::scoped_lock lock{mutex_};
  if (!delta_here_) delta_here_ = delta_shares_at(0);
  return *delta_here_;
}

double ExerciseGroup::delta_shares_at(double x) const {
  pricing::AmericanExpiry there = *american_;
  there.move_spot(there.S() * std::exp(x));
  std::vector<pricing::AmericanContract> contracts;
  for (const Option& option : options_) contracts.push_back({right_, option.K, option.sigma});
  const auto early = there.premium_values(contracts);
  base::CompensatedSum sum;
  for (std::size_t k = 0; k < early.size(); ++k) {
    const auto& [right, K, sigma] = contracts[k];
    double delta = early[k] ? early[k]->delta : right == Right::put ? -1 : 1;
    if (!early[k])
      delta -= pricing::black_scholes_greeks({right, there.S(), K, there.T(), there.r(), there.q(), sigma}).delta;
    sum.add(options_[k].net_shares * delta);
  }
  return sum.value();
}

}  // namespace gammafield::exposure
