#include "pricing/american_expiry.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "pricing/american_domain.h"
#include "pricing/early_exercise.h"

namespace gammafield::pricing {
namespace {

using kernels::AmericanAccuracy;
using kernels::AmericanNodes;
using kernels::SharedBoundary;
using market::Right;

constexpr double range_ratio = 3;  // of volatilities that share boundaries
constexpr double vol_step = 1e-3;  // of sigma, for the derivatives in it

/// Value and derivatives in ln S, dollars, from those of a put over its unit in its own x.
std::array<double, 5> in_log_spot(Right right, double unit, const std::array<double, 5>& p) {
  std::array<double, 5> out{};
  if (right == Right::put) {
    for (std::size_t i = 0; i < 5; ++i) out[i] = unit * p[i];
    return out;
  }
  // e^X p(ln K - X): Leibniz
  static constexpr double binomial[5][5] = {{1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}, {1, 4, 6, 4, 1}};
  for (std::size_t n = 0; n < 5; ++n)
    for (std::size_t j = 0; j <= n; ++j) out[n] += unit * binomial[n][j] * (j % 2 == 0 ? p[j] : -p[j]);
  return out;
}

/// Columns of one batch of contracts in a range of volatilities.
struct Columns {
  std::vector<double> x, sigma, boundary;
  std::array<std::vector<double>, 5> value;
  explicit Columns(std::size_t n) : x(n), sigma(n), boundary(n) {
    for (auto& column : value) column.resize(n);
  }
  void evaluate(const SharedBoundary& shared, bool all) {
    kernels::AmericanPremiums out;
    for (std::size_t k = 0; k < (all ? 5 : 3); ++k) out.value[k] = value[k].data();
    out.log_boundary = boundary.data();
    kernels::american_premiums(shared, x.size(), x.data(), sigma.data(), out);
  }
  [[nodiscard]] std::array<double, 5> row(std::size_t i) const {
    return {value[0][i], value[1][i], value[2][i], value[3][i], value[4][i]};
  }
};

Greeks exercised_greeks(Right right, double S, double K) {
  Greeks out;
  out.price = right == Right::put ? K - S : S - K;
  out.delta = right == Right::put ? -1 : 1;
  return out;
}

/// Derivatives of a solution of the Black-Scholes equation; `low` and `high` at sigma (1 -+ vol_step).
struct AroundVol {
  std::array<double, 5> at, low, high;
};
Greeks greeks_of(const AroundVol& L, double S, double r, double q, double sigma) {
  const double half = 0.5 * sigma * sigma, h = vol_step * sigma;
  const auto& a = L.at;
  const auto rate_of_change = [&](std::size_t n) {
    return r * a[n] - (r - q) * a[n + 1] - half * (a[n + 2] - a[n + 1]);
  };
  const auto slope = [&](double low, double high) { return (high - low) / (2 * h); };
  Greeks out;
  out.price = a[0];
  out.delta = a[1] / S;
  out.gamma = (a[2] - a[1]) / (S * S);
  out.speed = (a[3] - 3 * a[2] + 2 * a[1]) / (S * S * S);
  out.theta = rate_of_change(0);
  out.charm = rate_of_change(1) / S;
  out.colour = (rate_of_change(2) - rate_of_change(1)) / (S * S);
  out.vega = slope(L.low[0], L.high[0]);
  out.vanna = slope(L.low[1], L.high[1]) / S;
  out.zomma = slope(L.low[2] - L.low[1], L.high[2] - L.high[1]) / (S * S);
  out.volga = (L.high[0] - 2 * a[0] + L.low[0]) / (h * h);
  return out;
}

}  // namespace

AmericanExpiry::AmericanExpiry(double S, double T, double r, double q, std::optional<AmericanAccuracy> accuracy)
    : S_(S), T_(T), r_(r), q_(q), nodes_(&AmericanNodes::of(accuracy.value_or(american_accuracy(T)))) {
  assert(S > 0 && T > 0 && std::isfinite(r) && std::isfinite(q));
}

std::optional<int> AmericanExpiry::range_of(Right right, double K, double sigma) const {
  if (!has_exercise_premium({right, S_, K, T_, r_, q_, sigma})) return std::nullopt;
  return static_cast<int>(std::log(sigma / american_lowest_vol) / std::log(range_ratio));
}

const SharedBoundary& AmericanExpiry::boundary_of(Range range) {
  const auto [right, step] = range;
  const std::scoped_lock lock{boundaries_->mutex};
  const auto found = boundaries_->solved.find(range);
  if (found != boundaries_->solved.end()) return found->second;
  const bool put = right == Right::put;
  const double low = american_lowest_vol * std::pow(range_ratio, step);
  return boundaries_->solved.try_emplace(range, *nodes_, put ? r_ : q_, put ? q_ : r_, T_, low, low * range_ratio)
      .first->second;
}

const SharedBoundary* AmericanExpiry::boundary(Right right, double sigma) {
  const auto range = range_of(right, S_, sigma);
  return range ? &boundary_of({right, *range}) : nullptr;
}

std::map<AmericanExpiry::Range, std::vector<std::size_t>> AmericanExpiry::by_range(
    std::span<const AmericanContract> contracts) const {
  std::map<Range, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < contracts.size(); ++i)
    if (const auto range = range_of(contracts[i].right, contracts[i].K, contracts[i].sigma))
      groups[{contracts[i].right, *range}].push_back(i);
  return groups;
}

void AmericanExpiry::add_premiums(Range range, std::span<const std::size_t> members,
                                  std::span<const AmericanContract> contracts, std::vector<ExercisePremium>& out) {
  const Right right = range.first;
  const SharedBoundary& shared = boundary_of(range);
  Columns at{members.size()}, low{members.size()}, high{members.size()};
  for (std::size_t k = 0; k < members.size(); ++k) {
    const AmericanContract& contract = contracts[members[k]];
    at.x[k] = low.x[k] = high.x[k] = as_put(right, S_, contract.K).x;
    at.sigma[k] = contract.sigma;
    low.sigma[k] = contract.sigma * (1 - vol_step);
    high.sigma[k] = contract.sigma * (1 + vol_step);
  }
  at.evaluate(shared, true);
  low.evaluate(shared, false);
  high.evaluate(shared, false);
  for (std::size_t k = 0; k < members.size(); ++k) {
    const AmericanContract& contract = contracts[members[k]];
    ExercisePremium& premium = out[members[k]];
    premium.exercised = at.x[k] <= at.boundary[k];
    if (premium.exercised) {
      premium.greeks = exercised_greeks(right, S_, contract.K);
      continue;
    }
    const double unit = as_put(right, S_, contract.K).unit;
    const auto mapped = [&](const Columns& columns) { return in_log_spot(right, unit, columns.row(k)); };
    premium.greeks = greeks_of({mapped(at), mapped(low), mapped(high)}, S_, r_, q_, contract.sigma);
  }
}

std::vector<ExercisePremium> AmericanExpiry::premiums(std::span<const AmericanContract> contracts) {
  std::vector<ExercisePremium> out(contracts.size());
  for (const auto& [range, members] : by_range(contracts)) add_premiums(range, members, contracts, out);
  return out;
}

std::vector<std::optional<EarlyValue>> AmericanExpiry::premium_values(std::span<const AmericanContract> contracts) {
  std::vector<std::optional<EarlyValue>> out(contracts.size(), EarlyValue{});
  for (const auto& [range, members] : by_range(contracts)) {
    Columns at{members.size()};
    for (std::size_t k = 0; k < members.size(); ++k) {
      at.x[k] = as_put(range.first, S_, contracts[members[k]].K).x;
      at.sigma[k] = contracts[members[k]].sigma;
    }
    at.evaluate(boundary_of(range), false);
    for (std::size_t k = 0; k < members.size(); ++k) {
      const double unit = as_put(range.first, S_, contracts[members[k]].K).unit;
      const auto L = in_log_spot(range.first, unit, at.row(k));
      if (at.x[k] <= at.boundary[k])
        out[members[k]].reset();
      else
        out[members[k]] = EarlyValue{L[0], L[1] / S_};
    }
  }
  return out;
}

std::vector<double> AmericanExpiry::prices(std::span<const AmericanContract> contracts) {
  std::vector<double> out;
  const auto early = premium_values(contracts);
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    const AmericanContract& contract = contracts[i];
    const double intrinsic = contract.right == Right::put ? contract.K - S_ : S_ - contract.K;
    if (!early[i]) {
      out.push_back(intrinsic);
      continue;
    }
    const bool free_to_exercise = early_exercise(contract.right, r_, q_) != EarlyExercise::never;
    const double held =
        black_scholes_greeks({contract.right, S_, contract.K, T_, r_, q_, contract.sigma}).price + early[i]->price;
    out.push_back(free_to_exercise ? std::max(held, intrinsic) : held);
  }
  return out;
}

std::vector<std::optional<double>> AmericanExpiry::implied_vols(std::span<const AmericanContract> contracts,
                                                                std::span<const double> prices) {
  assert(contracts.size() == prices.size());
  std::vector<std::optional<double>> out(contracts.size());
  auto waiting = by_range(contracts);
  for (std::size_t i = 0; i < contracts.size(); ++i)
    if (!range_of(contracts[i].right, contracts[i].K, contracts[i].sigma)) out[i] = contracts[i].sigma;
  // from the highest volatilities down: what lies below a range is looked for in the next
  while (!waiting.empty()) {
    const auto [range, members] = *std::prev(waiting.end());
    waiting.erase(std::prev(waiting.end()));
    const SharedBoundary& shared = boundary_of(range);
    std::vector<std::size_t> solvable;
    std::vector<double> x, value, sigma;
    for (const std::size_t i : members) {
      const auto [place, unit] = as_put(range.first, S_, contracts[i].K);
      if (!above_intrinsic(prices[i] / unit, place)) continue;
      solvable.push_back(i);
      x.push_back(place);
      value.push_back(prices[i] / unit);
      sigma.push_back(std::min(contracts[i].sigma, shared.high()));
    }
    kernels::american_implied_vols(shared, x.size(), x.data(), value.data(), sigma.data());
    for (std::size_t k = 0; k < solvable.size(); ++k) {
      if (sigma[k] > shared.low())
        out[solvable[k]] = sigma[k];
      else if (range.second > 0 && shared.low() * std::sqrt(T_) > american_smallest_v)
        waiting[{range.first, range.second - 1}].push_back(solvable[k]);
    }
  }
  return out;
}

}  // namespace gammafield::pricing
