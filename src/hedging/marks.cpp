#include "hedging/marks.h"

#include <cmath>

#include "hedging/theory.h"
#include "kernels/greeks.h"
#include "pricing/black_scholes.h"

namespace gammafield::hedging {
namespace {

/// Below a ten-thousandth of a second nothing is left to hedge: rounding of minutes, not time.
constexpr double settled_minutes = 1e-6;

/// The lowest volatility a shift downwards leaves.
constexpr double lowest_vol = 1e-3;

}  // namespace

Marks::Marks(const Book& book) : book_(&book) {
  for (const auto& position : book.positions) sigma_own_.push_back(position.implied_vol.value());
  set(Minutes{0}, 0);
}

void Marks::set(Minutes at, double shift) {
  for (auto& column : in_) column.clear();
  shares_.clear();
  shift_ = shift;
  option_shares_ = years_left_ = mean_vol_ = rate_ = 0;
  for (std::size_t i = 0; i < book_->positions.size(); ++i) {
    const auto& position = book_->positions[i];
    const auto& expiry = book_->expiries[position.expiry];
    const double left = expiry.settles.value() - at.value(), size = std::abs(position.shares.value());
    if (left <= settled_minutes) continue;
    const double T = years_of(Minutes{left}).value(), vol = std::max(lowest_vol, sigma_own_[i] + shift);
    in_[strike].push_back(position.strike.value());
    in_[years].push_back(T);
    in_[sigma].push_back(vol);
    in_[rate_column].push_back(expiry.rate.value());
    in_[carry].push_back(expiry.carry.value());
    in_[sign].push_back(position.right == market::Right::call ? 1 : -1);
    shares_.push_back(position.shares.value());
    option_shares_ += size;
    years_left_ += size * T;
    mean_vol_ += size * vol;
    rate_ += size * expiry.rate.value();
  }
  if (option_shares_ > 0) {
    for (double* mean : {&years_left_, &mean_vol_, &rate_}) *mean /= option_shares_;
  }
  fill_up();
  for (auto* column : {&price_, &delta_, &gamma_, &theta_, &vega_}) column->resize(shares_.size());
}

/// Rows of no shares, copies of the last: full vectors need no copying in the kernel.
void Marks::fill_up() {
  constexpr std::size_t widest_vector = 8;
  while (!shares_.empty() && shares_.size() % widest_vector != 0) {
    for (auto& column : in_) column.push_back(column.back());
    shares_.push_back(0);
  }
}

void Marks::patch_leftover(const std::vector<std::uint32_t>& elements, double spot) {
  for (const auto i : elements) {
    const auto right = in_[sign][i] > 0 ? market::Right::call : market::Right::put;
    const auto g = pricing::black_scholes_greeks(
        {right, spot, in_[strike][i], in_[years][i], in_[rate_column][i], in_[carry][i], in_[sigma][i]});
    price_[i] = g.price;
    delta_[i] = g.delta;
    gamma_[i] = g.gamma;
    theta_[i] = g.theta;
    vega_[i] = g.vega;
  }
}

BookGreeks Marks::summed(double spot, bool with_value) {
  if (shares_.empty()) return {};
  kernels::GreekColumns wanted{.price = {},
                               .delta = delta_,
                               .gamma = gamma_,
                               .vega = vega_,
                               .theta = theta_,
                               .vanna = {},
                               .charm = {},
                               .speed = {},
                               .zomma = {},
                               .colour = {},
                               .volga = {}};
  if (with_value) wanted.price = price_;
  const auto left =
      kernels::greeks({spot, in_[strike], in_[years], in_[sigma], in_[rate_column], in_[carry], in_[sign]}, wanted);
  patch_leftover(left.elements(), spot);
  BookGreeks sum;
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    sum.delta += shares_[i] * delta_[i];
    sum.gamma += shares_[i] * gamma_[i];
    sum.theta += shares_[i] * theta_[i];
    sum.vega += shares_[i] * vega_[i];
    if (with_value) sum.value += shares_[i] * price_[i];
  }
  return sum;
}

BookGreeks Marks::greeks(double spot) { return summed(spot, false); }
BookGreeks Marks::valued(double spot) { return summed(spot, true); }

double Marks::delta(double spot) { return greeks(spot).delta; }

double Marks::delta_for(const policy::Zakamouline& rule, double spot, Lambda cost) {
  const SharesPerUsd gamma{greeks(spot).gamma};
  if (gamma.value() == 0) return delta(spot);
  const auto implied = in_[sigma];
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    in_[sigma][i] =
        zakamouline_band(market::Spot{spot}, market::ImpliedVol{implied[i]}, gamma, market::Years{in_[years][i]}, cost,
                         rule.aversion, ContinuousRate{in_[rate_column][i]})
            .volatility.value();
  }
  const double hedged = delta(spot);
  in_[sigma] = implied;
  return hedged;
}

}  // namespace gammafield::hedging
