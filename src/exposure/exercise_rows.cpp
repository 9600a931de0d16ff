#include "exposure/exercise_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/compensated_sum.h"
#include "exposure/gamma_exposure.h"
#include "kernels/american.h"
#include "pricing/black_scholes.h"

namespace gammafield::exposure {
namespace {

using kernels::SharedBoundary;
using market::Right;

constexpr double infinity = std::numeric_limits<double>::infinity();
const double root_half_log2e = std::sqrt(0.5 * std::numbers::log2e);  // 2^-(kz)^2 = exp(-z^2/2)
constexpr double inverse_root_two_pi = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
constexpr std::size_t premium_points_max = 128;
constexpr double negligible_share = 1e-12;  // of the book's gross: what one row may be and still be left out

}  // namespace

void ExerciseRows::append(const Row& row, const Option& option) {
  const double largest = std::abs(row.height) + std::abs(row.tilt);  // y 2^(-y^2) is below 1
  if (option.gross_shares * one_percent * largest < negligible_) return;
  center_.push_back(row.center);
  scale_.push_back(row.scale);
  height_.push_back(row.height);
  tilt_.push_back(row.tilt);
  const double reach = kernels::gated_reach / row.scale;
  low_.push_back(std::max(row.low, row.center - reach));
  high_.push_back(std::min(row.high, row.center + reach));
  net_.push_back(option.net_shares * one_percent);
  gross_.push_back(option.gross_shares * one_percent);
  expiry_.push_back(option.expiry);
}

void ExerciseRows::add(Group& group, const Option& option) {
  pricing::AmericanExpiry& american = group.american;
  const SharedBoundary* shared = american.boundary(option.right, option.sigma);
  if (shared == nullptr) return;
  const bool put = option.right == Right::put;
  const auto& nodes = shared->nodes();
  const std::size_t points = nodes.scheme().premium;
  std::array<double, premium_points_max> depth{};
  shared->premium_depths(option.sigma, depth.data());

  const double T = shared->T(), rT = shared->r() * T, qT = shared->q() * T, v = option.sigma * std::sqrt(T);
  const double start = shared->log_start(), drift = rT - qT, half = 0.5 * v * v;
  const double strike = std::log(option.K / american.S());  // its place
  const double boundary = put ? strike + start - depth[points] : strike - start + depth[points];
  const double low = put ? boundary : -infinity, high = put ? infinity : boundary;
  for (std::size_t k = 0; k < points; ++k) {
    const auto& p = nodes.premium_point(k);
    const double u = p.root * p.root, inverse = p.inverse_root / v;
    const double A = shared->interest()[k], B = std::exp(start - depth[k]);
    const double at_boundary = p.weight * qT * std::exp(-rT * u) * B;  // C e^x n(d1) = this n(d2)
    const double unit = option.K * inverse_root_two_pi * inverse,
                 change = (A - at_boundary) * inverse / root_half_log2e;
    if (put) {
      append({strike + start - depth[k] - (drift - half) * u, root_half_log2e * inverse, unit * A, unit * change, low,
              high},
             option);
    } else {
      const double grown = std::exp(drift * u) / B;
      append({strike - start + depth[k] + (drift + half) * u, root_half_log2e * inverse, unit * grown * at_boundary,
              -unit * grown * change, low, high},
             option);
    }
  }
  // without exercise: K e^{-rT} n(d2)/v, of the call's own r
  const double r = american.r() * T, q = american.q() * T;
  append({strike - (r - q) + half, root_half_log2e / v, -option.K * std::exp(-r) * inverse_root_two_pi / v, 0,
          put ? -infinity : boundary, put ? boundary : infinity},
         option);
  group.options.push_back(option);
}

ExerciseRows ExerciseRows::of_expiries(const std::vector<bool>& keep) const {
  ExerciseRows out;
  for (std::size_t i = 0; i < center_.size(); ++i) {
    if (!keep[expiry_[i]]) continue;
    out.center_.push_back(center_[i]);
    out.scale_.push_back(scale_[i]);
    out.height_.push_back(height_[i]);
    out.tilt_.push_back(tilt_[i]);
    out.low_.push_back(low_[i]);
    out.high_.push_back(high_[i]);
    out.net_.push_back(net_[i]);
    out.gross_.push_back(gross_[i]);
    out.expiry_.push_back(expiry_[i]);
  }
  for (const auto& [key, group] : groups_)
    if (keep[key.first]) out.groups_.try_emplace(key, group);
  return out;
}

void ExerciseRows::add_to(std::size_t places, const double* x, const kernels::GatedBumpSums& to) const {
  if (empty() || places == 0) return;
  kernels::add_gated_bumps({center_.size(), center_.data(), scale_.data(), height_.data(), tilt_.data(), low_.data(),
                            high_.data(), net_.data(), gross_.data()},
                           places, x, to);
}

double ExerciseRows::delta_shares(double x) const {
  base::CompensatedSum sum;
  for (const auto& [key, group] : groups_) {
    pricing::AmericanExpiry there = group.american;
    there.move_spot(there.S() * std::exp(x));
    std::vector<pricing::AmericanContract> contracts;
    for (const Option& option : group.options) contracts.push_back({option.right, option.K, option.sigma});
    const auto early = there.premium_values(contracts);
    for (std::size_t k = 0; k < early.size(); ++k) {
      const auto& [right, K, sigma] = contracts[k];
      double delta = early[k] ? early[k]->delta : right == Right::put ? -1 : 1;
      if (!early[k])
        delta -= pricing::black_scholes_greeks({right, there.S(), K, there.T(), there.r(), there.q(), sigma}).delta;
      sum.add(group.options[k].net_shares * delta);
    }
  }
  return sum.value();
}

ExerciseRows::ExerciseRows(const Book& book, std::span<const OptionState> states) {
  base::CompensatedSum gross;
  for (const Holding& holding : book.holdings) gross.add(holding.gross_gex.value());
  negligible_ = negligible_share * gross.value();
  for (std::size_t i = 0; i < book.holdings.size(); ++i) {
    const Holding& holding = book.holdings[i];
    const pricing::PricedExpiry& expiry = book.priced->expiries[holding.expiry];
    const double years = states.empty() ? expiry.years : states[i].years.value();
    const double sigma = states.empty() ? book.priced->options[holding.option].sigma : states[i].sigma.value();
    if (!expiry.american || !(years > 0)) continue;
    auto& group =
        groups_.try_emplace({holding.expiry, years}, Group{{book.spot().value(), years, expiry.rate, expiry.carry}, {}})
            .first->second;
    add(group, {holding.right, holding.strike.value(), sigma, holding.dealer_shares.value(),
                holding.gross_shares.value(), holding.expiry});
  }
}

std::vector<double> gammas_of(const Book& book, std::span<const OptionState> states) {
  std::vector<double> gammas(states.size());
  std::map<std::pair<std::uint32_t, double>,
           std::pair<std::vector<std::size_t>, std::vector<pricing::AmericanContract>>>
      groups;
  const double S = book.spot().value();
  for (std::size_t i = 0; i < states.size(); ++i) {
    const Holding& holding = book.holdings[i];
    const pricing::PricedExpiry& expiry = book.priced->expiries[holding.expiry];
    const double years = states[i].years.value(), sigma = states[i].sigma.value();
    if (!(years > 0)) continue;
    gammas[i] = pricing::black_scholes_gamma(
        {holding.right, S, holding.strike.value(), years, expiry.rate, expiry.carry, sigma});
    if (!expiry.american) continue;
    auto& [members, contracts] = groups[{holding.expiry, years}];
    members.push_back(i);
    contracts.push_back({holding.right, holding.strike.value(), sigma});
  }
  for (const auto& [key, group] : groups) {
    const pricing::PricedExpiry& expiry = book.priced->expiries[key.first];
    pricing::AmericanExpiry american{S, key.second, expiry.rate, expiry.carry};
    const auto early = american.premiums(group.second);
    for (std::size_t k = 0; k < early.size(); ++k) {
      double& gamma = gammas[group.first[k]];
      gamma = early[k].exercised ? 0 : gamma + early[k].greeks.gamma;
    }
  }
  return gammas;
}

}  // namespace gammafield::exposure
