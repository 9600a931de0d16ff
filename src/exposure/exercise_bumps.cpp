#include "exposure/exercise_bumps.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kernels/elementary.h"
#include "kernels/exercise_delta.h"

namespace gammafield::exposure {
namespace {

using kernels::GatedPieces;

constexpr double least_stretch = 1 - 5e-4;  // a single volatility has room around it; boundaries reach a little farther

std::size_t filled_up(std::size_t n) {
  return (n + kernels::gated_lanes - 1) / kernels::gated_lanes * kernels::gated_lanes;
}

}  // namespace

ExerciseBumps::ExerciseBumps(const kernels::SharedBoundary& shared, const Options& options)
    : shared_(&shared),
      call_(options.call),
      options_(options.n),
      n_(filled_up(options.n)),
      rows_(shared.nodes().scheme().premium),
      values_(std::make_unique_for_overwrite<double[]>(n_ * (rows + 4 * rows_))) {
  read(options);
  kernels::exercise_bumps(
      shared, {n_, call_, column(place), column(strike), column(sigma)},
      {premium_column(0), premium_column(1), premium_column(2), premium_column(3), column(low), column(high),
       column(boundary), column(unit), column(inverse), column(interest), column(carry), column(european_center),
       column(european_scale), column(european_height), column(european_low), column(european_high)});
  close(options.n);
}

void ExerciseBumps::read(const Options& options) {
  const auto copy = [&](const double* from, Column to) {
    std::copy_n(from, options.n, column(to));
    std::fill_n(column(to) + options.n, n_ - options.n, from[options.n - 1]);
  };
  copy(options.place, place);
  copy(options.strike, strike);
  copy(options.sigma, sigma);
  copy(options.net, net);
  copy(options.gross, gross);
  std::fill_n(column(european_tilt), n_, 0.0);
  const auto [lowest, highest] = std::minmax_element(column(sigma), column(sigma) + n_);
  vol_low_ = *lowest * least_stretch;
  vol_high_ = *highest / least_stretch;
  const double scale = 2 / std::log(vol_high_ / vol_low_);
  double* const at = column(vol_place);
  for (std::size_t i = 0; i < n_; ++i) at[i] = column(sigma)[i] / vol_low_;
  kernels::logarithms(n_, at, at);
  for (std::size_t i = 0; i < n_; ++i) at[i] = scale * at[i] - 1;
}

/// What fills up is nowhere open.
void ExerciseBumps::close(std::size_t from) {
  for (std::size_t i = from; i < n_; ++i) {
    column(high)[i] = column(low)[i];
    column(european_high)[i] = column(european_low)[i];
  }
}

kernels::GatedBumps ExerciseBumps::premium() const {
  return {n_,
          rows_,
          premium_column(0),
          premium_column(1),
          premium_column(2),
          premium_column(3),
          column(low),
          column(high),
          column(net),
          column(gross),
          {&shared_->nodes().premium_rest(), column(boundary), column(inverse), column(interest), column(carry)}};
}

kernels::GatedBumps ExerciseBumps::european() const {
  return {n_,
          1,
          column(european_center),
          column(european_scale),
          column(european_height),
          column(european_tilt),
          column(european_low),
          column(european_high),
          column(net),
          column(gross),
          {}};
}

double ExerciseBumps::delta(double S, double x) const {
  return kernels::exercise_delta_sum(
      *shared_,
      {options_, call_, premium(), column(boundary), column(unit), column(european_center), column(european_scale)}, S,
      x);
}

void ExerciseBumps::add_jumps(double begin, double end, std::vector<ExerciseJump>& to) const {
  const double r = call_ ? shared_->q() : shared_->r(), q = call_ ? shared_->r() : shared_->q();
  for (std::size_t i = 0; i < options_; ++i) {
    const double x = column(boundary)[i], K = column(strike)[i], vol = column(sigma)[i];
    if (!(x > begin && x < end)) continue;
    // at the boundary delta is that of the shares and theta 0, and the Black-Scholes equation gives gamma
    const double B = K * std::exp(x - column(place)[i]), gamma_s2 = 2 * (r * K - q * B) / (vol * vol);
    to.push_back({x, column(net)[i] * gamma_s2});
  }
}

std::size_t ExerciseBumps::meetings(const kernels::AscendingPlaces& places) const {
  std::size_t met = 0;
  for (std::size_t i = 0; i < n_; ++i)
    if (column(low)[i] < column(high)[i]) met += places.up_to(column(high)[i]) - places.up_to(column(low)[i]);
  return met;
}

kernels::GatedEdges ExerciseBumps::edges() const {
  const std::scoped_lock lock{making_};
  if (!pieces_) pieces_ = made_pieces();
  return {pieces_.get(), column(boundary), column(unit), column(strike), column(vol_place)};
}

std::unique_ptr<const GatedPieces> ExerciseBumps::made_pieces() const {
  constexpr std::size_t n = kernels::gated_lanes;
  std::array<double, n> nothing{}, strikes{}, sigmas{};
  strikes.fill(1);
  for (std::size_t k = 0; k < GatedPieces::vols; ++k)
    sigmas[k] = vol_low_ * std::pow(vol_high_ / vol_low_, 0.5 * (1 + GatedPieces::point(k)));
  for (std::size_t k = GatedPieces::vols; k < n; ++k) sigmas[k] = sigmas[k - GatedPieces::vols];
  const ExerciseBumps unit_strikes{
      *shared_, {n, call_, nothing.data(), strikes.data(), sigmas.data(), nothing.data(), nothing.data()}};
  return std::make_unique<const GatedPieces>(
      kernels::GatedAtPoints{unit_strikes.premium(), unit_strikes.column(boundary), unit_strikes.column(unit)});
}

}  // namespace gammafield::exposure
