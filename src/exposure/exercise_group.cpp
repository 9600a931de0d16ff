#include "exposure/exercise_group.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "base/columns.h"
#include "exposure/gamma_exposure.h"
#include "kernels/elementary.h"

namespace gammafield::exposure {
namespace {

using market::Right;

// Flip's grid and spikes, the public grid, and the stretch of the mean exposure.
constexpr std::size_t remembered_max = 4;
// Pieces are worth making when options are open at so many places.
constexpr std::size_t pieces_from = 100;
constexpr double farthest_bump = 8.01;  // standard deviations: a little more than kernels::gated_reach

}  // namespace

ExerciseGroup::ExerciseGroup(std::uint32_t expiry, std::shared_ptr<pricing::AmericanExpiry> american,
                             pricing::AmericanExpiry::Range range, std::vector<Option> options)
    : expiry_(expiry), american_(std::move(american)), range_(range), options_(std::move(options)) {
  const double side = is_call() ? -1 : 1;
  places_.reserve(options_.size());
  for (const Option& option : options_) places_.push_back(option.K / american_->S());
  kernels::logarithms(places_.size(), places_.data(), places_.data());
  double farthest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < options_.size(); ++i)
    farthest = std::max(farthest,
                        side * places_[i] + american_->premium_reach(range_.first, options_[i].sigma, farthest_bump));
  reach_ = side * farthest;
}

const ExerciseBumps& ExerciseGroup::bumps() const {
  if (const ExerciseBumps* made = made_.load(std::memory_order_acquire)) return *made;
  // not call_once: that wakes waiting threads through the kernel each time, of which there are none
  const std::scoped_lock lock{making_};
  if (!bumps_) make_bumps();
  made_.store(&*bumps_, std::memory_order_release);
  return *bumps_;
}

void ExerciseGroup::make_bumps() const {
  const std::size_t n = options_.size();
  std::vector<double> block(4 * n);
  const auto [strike, sigma, net, gross] = base::columns_of<4>(block);
  for (std::size_t i = 0; i < n; ++i) {
    strike[i] = options_[i].K;
    sigma[i] = options_[i].sigma;
    net[i] = one_percent * options_[i].net_shares;
    gross[i] = one_percent * options_[i].gross_shares;
  }
  bumps_.emplace(american_->boundary(range_), ExerciseBumps::Options{n, is_call(), places_.data(), strike.data(),
                                                                     sigma.data(), net.data(), gross.data()});
}

void ExerciseGroup::add_to(std::size_t places, const double* x, const kernels::GatedBumpSums& to) const {
  const auto [low, high] = std::minmax_element(x, x + places);
  if (!reaches(*low, *high)) return;
  kernels::add_gated_bumps(bumps().premium(), places, x, to);
  kernels::add_gated_bumps(bumps().european(), places, x, to);
}

ExerciseGroup::Remembered::Remembered(std::span<const double> places)
    : size(places.size()), stride(size + kernels::gated_lanes), columns(4 * stride) {
  std::ranges::copy(places, columns.begin());
}

bool ExerciseGroup::Remembered::is_of(std::span<const double> places) const {
  return std::ranges::equal(std::span{columns}.first(size), places);
}

ExerciseGroup::Remembered ExerciseGroup::tabulated(const kernels::AscendingPlaces& places) const {
  Remembered out{{places.x(), places.size()}};
  const kernels::TabulatedSums to{out.net(), out.gross(), out.error()};
  const bool by_pieces = bumps().meetings(places) >= pieces_from;
  kernels::add_tabulated_bumps(bumps().premium(), by_pieces ? bumps().edges() : kernels::GatedEdges{}, places, to);
  kernels::add_tabulated_bumps(bumps().european(), {}, places, to);
  std::partial_sum(to.error, to.error + out.size, to.error);
  return out;
}

std::shared_ptr<const ExerciseGroup::Remembered> ExerciseGroup::recalled(std::span<const double> places) const {
  const auto found = std::ranges::find_if(remembered_, [&](const auto& sums) { return sums->is_of(places); });
  if (found == remembered_.end()) return nullptr;
  std::rotate(remembered_.begin(), found, found + 1);
  return remembered_.front();
}

void ExerciseGroup::remember(std::shared_ptr<const Remembered> sums) const {
  remembered_.reserve(remembered_max + 1);
  remembered_.insert(remembered_.begin(), std::move(sums));
  if (remembered_.size() > remembered_max) remembered_.pop_back();
}

void ExerciseGroup::add_tabulated(const kernels::AscendingPlaces& places, const kernels::TabulatedSums& to) const {
  if (!reaches(places.low(), places.high())) return;
  const std::scoped_lock lock{mutex_};  // held throughout: who asks for the same meanwhile waits for it
  auto sums = recalled({places.x(), places.size()});
  if (sums == nullptr) {
    sums = std::make_shared<const Remembered>(tabulated(places));
    remember(sums);
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    to.net[i] += sums->net()[i];
    to.gross[i] += sums->gross()[i];
    to.error[i] += std::max(sums->error()[i], 0.0);
  }
}

void ExerciseGroup::add_jumps(double low, double high, std::vector<ExerciseJump>& to) const {
  if (reaches(low, high)) bumps().add_jumps(low, high, to);
}

double ExerciseGroup::delta_shares(double x) const {
  if (!reaches(x, x)) return 0;
  if (x != 0) return delta_shares_at(x);
  const std::scoped_lock lock{mutex_};
  if (!delta_here_) delta_here_ = delta_shares_at(0);
  return *delta_here_;
}

double ExerciseGroup::delta_shares_at(double x) const { return bumps().delta(american_->S(), x) / one_percent; }

}  // namespace gammafield::exposure
