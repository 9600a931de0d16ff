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
constexpr std::size_t ranges_max = 24;
/// The lowest volatility of each range.
constexpr std::array<double, ranges_max> range_lows = [] {
  std::array<double, ranges_max> lows{american_lowest_vol};
  for (std::size_t i = 1; i < ranges_max; ++i) lows[i] = range_ratio * lows[i - 1];
  return lows;
}();
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

/// Premiums over their unit and their derivatives in x, and ln(B/K).
class Columns {
 public:
  Columns(const SharedBoundary& shared, std::span<const double> x, std::span<const double> sigma, std::size_t columns)
      : n_(x.size()), columns_(columns), values_(n_ * (columns + 1)) {
    kernels::AmericanPremiums out;
    for (std::size_t k = 0; k < columns; ++k) out.value[k] = &values_[k * n_];
    out.log_boundary = &values_[columns * n_];
    kernels::american_premiums(shared, n_, x.data(), sigma.data(), out);
  }
  [[nodiscard]] std::array<double, 5> row(std::size_t i) const {
    std::array<double, 5> out{};
    for (std::size_t k = 0; k < columns_; ++k) out[k] = values_[k * n_ + i];
    return out;
  }
  [[nodiscard]] double boundary(std::size_t i) const { return values_[columns_ * n_ + i]; }

 private:
  std::size_t n_, columns_;
  std::vector<double> values_;
};

std::vector<double> scaled(std::span<const double> values, double factor) {
  std::vector<double> out(values.begin(), values.end());
  for (double& value : out) value *= factor;
  return out;
}

/// The range a volatility of the domain lies in.
int range_with(double sigma) {
  std::size_t step = 0;
  while (step + 1 < ranges_max && sigma >= range_lows[step + 1]) ++step;
  return static_cast<int>(step);
}

double unit_of(Right right, double S, double K) { return right == Right::put ? K : S; }

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

std::optional<AmericanExpiry::Range> AmericanExpiry::range_of(Right right, double sigma) const {
  if (!PremiumDomain{right, T_, r_, q_}.holds(sigma)) return std::nullopt;
  return Range{right, range_with(sigma)};
}

double AmericanExpiry::premium_reach(Right right, double sigma, double deviations) const {
  return PremiumDomain{right, T_, r_, q_}.reach(sigma, deviations);
}

const SharedBoundary& AmericanExpiry::boundary(Range range) {
  const auto [right, step] = range;
  const std::scoped_lock lock{boundaries_->mutex};
  const auto found = boundaries_->solved.find(range);
  if (found != boundaries_->solved.end()) return found->second;
  const bool put = right == Right::put;
  const double low = range_lows[static_cast<std::size_t>(step)];
  return boundaries_->solved.try_emplace(range, *nodes_, put ? r_ : q_, put ? q_ : r_, T_, low, low * range_ratio)
      .first->second;
}

AmericanExpiry::Batch::Batch(Range of, std::size_t most) : range(of) {
  members.reserve(most);
  x.reserve(most);
  sigma.reserve(most);
}

void AmericanExpiry::Batch::add(std::size_t member, double place, double volatility) {
  members.push_back(member);
  x.push_back(place);
  sigma.push_back(volatility);
}

void AmericanExpiry::Batch::cut(std::size_t n) {
  members.resize(n);
  x.resize(n);
  sigma.resize(n);
}

void AmericanExpiry::wait_for(std::vector<Batch>& waiting, Batch more) {
  if (more.members.empty()) return;
  const auto found = std::ranges::lower_bound(waiting, more.range, {}, &Batch::range);
  if (found == waiting.end() || found->range != more.range) {
    waiting.insert(found, std::move(more));
    return;
  }
  for (std::size_t k = 0; k < more.members.size(); ++k) found->add(more.members[k], more.x[k], more.sigma[k]);
}

std::vector<AmericanExpiry::Batch> AmericanExpiry::by_range(std::span<const AmericanContract> contracts) const {
  const PremiumDomain calls{Right::call, T_, r_, q_}, puts{Right::put, T_, r_, q_};
  std::vector<Batch> batches;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    const auto& [right, K, sigma] = contracts[i];
    const PremiumDomain& domain = right == Right::call ? calls : puts;
    if (!domain.holds(sigma)) continue;  // before the logarithm
    const double x = as_put(right, S_, K).x;
    if (!domain.holds(sigma, x)) continue;
    const Range range{right, range_with(sigma)};
    auto found = std::ranges::lower_bound(batches, range, {}, &Batch::range);
    if (found == batches.end() || found->range != range)
      found = batches.insert(found, Batch{range, contracts.size() - i});
    found->add(i, x, sigma);
  }
  return batches;
}

void AmericanExpiry::add_premiums(const Batch& batch, std::span<const AmericanContract> contracts,
                                  std::vector<ExercisePremium>& out) {
  const Right right = batch.range.first;
  const SharedBoundary& shared = boundary(batch.range);
  const Columns at{shared, batch.x, batch.sigma, 5}, low{shared, batch.x, scaled(batch.sigma, 1 - vol_step), 3},
      high{shared, batch.x, scaled(batch.sigma, 1 + vol_step), 3};
  for (std::size_t k = 0; k < batch.members.size(); ++k) {
    const AmericanContract& contract = contracts[batch.members[k]];
    ExercisePremium& premium = out[batch.members[k]];
    premium.exercised = batch.x[k] <= at.boundary(k);
    if (premium.exercised) {
      premium.greeks = exercised_greeks(right, S_, contract.K);
      continue;
    }
    const double unit = unit_of(right, S_, contract.K);
    const auto mapped = [&](const Columns& columns) { return in_log_spot(right, unit, columns.row(k)); };
    premium.greeks = greeks_of({mapped(at), mapped(low), mapped(high)}, S_, r_, q_, contract.sigma);
  }
}

std::vector<ExercisePremium> AmericanExpiry::premiums(std::span<const AmericanContract> contracts) {
  std::vector<ExercisePremium> out(contracts.size());
  for (const Batch& batch : by_range(contracts)) add_premiums(batch, contracts, out);
  return out;
}

std::vector<std::optional<double>> AmericanExpiry::premium_values(std::span<const AmericanContract> contracts) {
  std::vector<std::optional<double>> out(contracts.size(), 0.0);
  for (const Batch& batch : by_range(contracts)) {
    const Right right = batch.range.first;
    const Columns at{boundary(batch.range), batch.x, batch.sigma, 1};
    for (std::size_t k = 0; k < batch.members.size(); ++k) {
      const std::size_t i = batch.members[k];
      if (batch.x[k] <= at.boundary(k))
        out[i].reset();
      else
        out[i] = unit_of(right, S_, contracts[i].K) * at.row(k)[0];
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
        black_scholes_greeks({contract.right, S_, contract.K, T_, r_, q_, contract.sigma}).price + *early[i];
    out.push_back(free_to_exercise ? std::max(held, intrinsic) : held);
  }
  return out;
}

std::vector<double> AmericanExpiry::keep_above_intrinsic(Batch& batch, std::span<const AmericanContract> contracts,
                                                         std::span<const double> prices) const {
  std::vector<double> worth;
  worth.reserve(batch.members.size());
  for (std::size_t k = 0; k < batch.members.size(); ++k) {
    const std::size_t i = batch.members[k], kept = worth.size();
    const double value = prices[i] / unit_of(batch.range.first, S_, contracts[i].K);
    if (!above_intrinsic(value, batch.x[k])) continue;
    batch.members[kept] = i;
    batch.x[kept] = batch.x[k];
    batch.sigma[kept] = batch.sigma[k];
    worth.push_back(value);
  }
  batch.cut(worth.size());
  return worth;
}

std::vector<std::optional<double>> AmericanExpiry::implied_vols(std::span<const AmericanContract> contracts,
                                                                std::span<const double> prices) {
  const auto found = vols_and_premiums(contracts, prices);
  std::vector<std::optional<double>> out(found.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i]) out[i] = found[i]->sigma;
  return out;
}

std::vector<std::optional<VolAndPremium>> AmericanExpiry::vols_and_premiums(std::span<const AmericanContract> contracts,
                                                                            std::span<const double> prices) {
  assert(contracts.size() == prices.size());
  std::vector<std::optional<VolAndPremium>> out(contracts.size());
  std::vector<Batch> waiting = by_range(contracts);
  for (std::size_t i = 0; i < contracts.size(); ++i) out[i] = {contracts[i].sigma, 0};
  for (const Batch& batch : waiting)
    for (const std::size_t i : batch.members) out[i].reset();
  // from the highest volatilities down: what lies below a range is looked for in the next
  while (!waiting.empty()) {
    Batch batch = std::move(waiting.back());
    waiting.pop_back();
    const auto [right, step] = batch.range;
    const SharedBoundary& shared = boundary(batch.range);
    const std::vector<double> worth = keep_above_intrinsic(batch, contracts, prices);
    std::vector<double> premium(worth.size());
    for (double& sigma : batch.sigma) sigma = std::min(sigma, shared.high());
    kernels::american_implied_vols(shared, worth.size(), batch.x.data(), worth.data(), batch.sigma.data(),
                                   premium.data());
    Batch below{{right, step - 1}, 0};
    for (std::size_t k = 0; k < worth.size(); ++k) {
      const std::size_t i = batch.members[k];
      if (batch.sigma[k] > shared.low())
        out[i] = {batch.sigma[k], unit_of(right, S_, contracts[i].K) * premium[k]};
      else
        below.add(i, batch.x[k], shared.low());
    }
    if (step > 0 && shared.low() * std::sqrt(T_) > american_smallest_v) wait_for(waiting, std::move(below));
  }
  return out;
}

std::vector<std::optional<VolAndPremium>> AmericanExpiry::stepped_vols(std::span<const AmericanContract> contracts,
                                                                       std::span<const double> prices) {
  assert(contracts.size() == prices.size());
  std::vector<std::optional<VolAndPremium>> out(contracts.size());
  for (Batch& batch : by_range(contracts)) {
    const SharedBoundary& shared = boundary(batch.range);
    const std::vector<double> worth = keep_above_intrinsic(batch, contracts, prices);
    std::vector<double> premium(worth.size());
    kernels::american_vol_steps(shared, worth.size(), batch.x.data(), worth.data(), batch.sigma.data(), premium.data());
    for (std::size_t k = 0; k < worth.size(); ++k) {
      const std::size_t i = batch.members[k];
      if (!(batch.sigma[k] > shared.low() && batch.sigma[k] <= shared.high())) continue;
      out[i] = {batch.sigma[k], unit_of(batch.range.first, S_, contracts[i].K) * premium[k]};
    }
  }
  return out;
}

}  // namespace gammafield::pricing
