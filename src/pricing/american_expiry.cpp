#include "pricing/american_expiry.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <ranges>

#include "kernels/elementary.h"
#include "pricing/american_domain.h"
#include "pricing/early_exercise.h"

namespace gammafield::pricing {
namespace {

using kernels::AmericanAccuracy;
using kernels::AmericanNodes;
using kernels::SharedBoundary;
using market::Right;

constexpr std::size_t vol_steps_max = 144;
constexpr std::size_t usual_batches = 4;  // of puts and of calls, across the end of a range
/// Where ranges of volatilities may begin and end: at every sixth root of 3.
constexpr std::array<double, vol_steps_max + 1> range_ends = [] {
  constexpr double sixth_root = 1.2009369551760027;
  std::array<double, vol_steps_max + 1> ends{american_lowest_vol};
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i] = i < 6 ? sixth_root * ends[i - 1] : 3 * ends[i - 6];
  return ends;
}();

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

/// Premiums over their unit with all their derivatives, and ln(B/K).
class Premiums {
 public:
  Premiums(const SharedBoundary& shared, std::span<const double> x, std::span<const double> sigma)
      : n_(x.size()), values_(n_ * (in_x + in_sigma + 1)) {
    kernels::AmericanPremiums out;
    for (std::size_t k = 0; k < in_x; ++k) out.value[k] = &values_[k * n_];
    for (std::size_t k = 0; k < in_sigma; ++k) out.in_sigma[k] = &values_[(in_x + k) * n_];
    out.log_boundary = &values_[(in_x + in_sigma) * n_];
    kernels::american_premiums(shared, n_, x.data(), sigma.data(), out);
  }
  [[nodiscard]] std::array<double, 5> of_place(std::size_t i) const { return row<in_x>(i, 0); }
  /// d/dsigma of the first three of those.
  [[nodiscard]] std::array<double, 5> of_vol(std::size_t i) const { return row<3>(i, in_x); }
  /// d2/dsigma2 of the value.
  [[nodiscard]] double bend(std::size_t i) const { return values_[(in_x + 3) * n_ + i]; }
  [[nodiscard]] double boundary(std::size_t i) const { return values_[(in_x + in_sigma) * n_ + i]; }

 private:
  static constexpr std::size_t in_x = 5, in_sigma = 4;

  template <std::size_t columns>
  [[nodiscard]] std::array<double, 5> row(std::size_t i, std::size_t first) const {
    std::array<double, 5> out{};
    for (std::size_t k = 0; k < columns; ++k) out[k] = values_[(first + k) * n_ + i];
    return out;
  }

  std::size_t n_;
  std::vector<double> values_;
};

/// The range a volatility of the domain lies in, of those of so many steps.
int range_with(double sigma, std::size_t steps) {
  const auto above = std::upper_bound(range_ends.begin() + 1, range_ends.end() - 1, sigma);
  return static_cast<int>(static_cast<std::size_t>(above - range_ends.begin() - 1) / steps);
}

/// Of such a range.
struct Ends {
  double low = 0, high = 0;
  [[nodiscard]] bool hold(double sigma) const { return sigma >= low && sigma < high; }
};
Ends ends_of(int range, std::size_t steps) {
  const std::size_t first = static_cast<std::size_t>(range) * steps;
  return {range_ends[first], range_ends[first + steps]};
}

double unit_of(Right right, double S, double K) { return right == Right::put ? K : S; }

Greeks exercised_greeks(Right right, double S, double K) {
  Greeks out;
  out.price = right == Right::put ? K - S : S - K;
  out.delta = right == Right::put ? -1 : 1;
  return out;
}

/// A solution of the Black-Scholes equation: derivatives in ln S, d/dsigma of the first three, d2/dsigma2 of the value.
struct InLogSpot {
  std::array<double, 5> at, slope;
  double bend = 0;
};
Greeks greeks_of(const InLogSpot& L, double S, double r, double q, double sigma) {
  const double half = 0.5 * sigma * sigma;
  const auto& a = L.at;
  const auto rate_of_change = [&](std::size_t n) {
    return r * a[n] - (r - q) * a[n + 1] - half * (a[n + 2] - a[n + 1]);
  };
  Greeks out;
  out.price = a[0];
  out.delta = a[1] / S;
  out.gamma = (a[2] - a[1]) / (S * S);
  out.speed = (a[3] - 3 * a[2] + 2 * a[1]) / (S * S * S);
  out.theta = rate_of_change(0);
  out.charm = rate_of_change(1) / S;
  out.colour = (rate_of_change(2) - rate_of_change(1)) / (S * S);
  out.vega = L.slope[0];
  out.vanna = L.slope[1] / S;
  out.zomma = (L.slope[2] - L.slope[1]) / (S * S);
  out.volga = L.bend;
  return out;
}

}  // namespace

AmericanExpiry::AmericanExpiry(double S, double T, double r, double q, std::optional<AmericanAccuracy> accuracy)
    : S_(S),
      T_(T),
      r_(r),
      q_(q),
      calls_(Right::call, T, r, q),
      puts_(Right::put, T, r, q),
      nodes_(&AmericanNodes::of(accuracy.value_or(american_accuracy(T)))) {
  assert(S > 0 && T > 0 && std::isfinite(r) && std::isfinite(q));
}

const PremiumDomain& AmericanExpiry::domain_of(Right right) const { return right == Right::call ? calls_ : puts_; }

std::optional<AmericanExpiry::Range> AmericanExpiry::range_of(Right right, double sigma) const {
  if (!domain_of(right).holds(sigma)) return std::nullopt;
  return Range{right, range_with(sigma, nodes_->scheme().vol_steps)};
}

double AmericanExpiry::premium_reach(Right right, double sigma, double deviations) const {
  return domain_of(right).reach(sigma, deviations);
}

SharedBoundary::Terms AmericanExpiry::terms_of(Range range) const {
  const auto [right, step] = range;
  const bool put = right == Right::put;
  const Ends ends = ends_of(step, nodes_->scheme().vol_steps);
  return {put ? r_ : q_, put ? q_ : r_, T_, ends.low, ends.high};
}

template <class Ranges>
void AmericanExpiry::solve(const Ranges& ranges) {
  const std::scoped_lock lock{boundaries_->mutex};
  std::vector<Range> missing;
  std::vector<SharedBoundary::Terms> wanted;
  for (const Range& range : ranges) {
    if (boundaries_->solved.contains(range)) continue;
    missing.push_back(range);
    wanted.push_back(terms_of(range));
  }
  if (missing.empty()) return;
  auto solved = SharedBoundary::solved(*nodes_, wanted);
  for (std::size_t i = 0; i < missing.size(); ++i) boundaries_->solved.emplace(missing[i], std::move(solved[i]));
}

const SharedBoundary& AmericanExpiry::boundary(Range range) {
  {
    const std::scoped_lock lock{boundaries_->mutex};
    if (const auto found = boundaries_->solved.find(range); found != boundaries_->solved.end()) return found->second;
  }
  solve(std::span{&range, 1});
  return boundary(range);
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

template <class Keep>
void AmericanExpiry::Batch::keep(const Keep& keep) {
  std::size_t kept = 0;
  for (std::size_t k = 0; k < members.size(); ++k) {
    if (!keep(k)) continue;
    members[kept] = members[k];
    x[kept] = x[k];
    sigma[kept++] = sigma[k];
  }
  members.resize(kept);
  x.resize(kept);
  sigma.resize(kept);
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
  const std::size_t steps = nodes_->scheme().vol_steps;
  std::vector<Batch> batches;
  batches.reserve(usual_batches);
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    const auto& [right, K, sigma] = contracts[i];
    if (!domain_of(right).holds(sigma)) continue;
    auto found = std::ranges::find_if(batches, [&](const Batch& batch) {
      return batch.range.first == right && ends_of(batch.range.second, steps).hold(sigma);
    });
    if (found == batches.end()) {
      const Range range{right, range_with(sigma, steps)};
      found = batches.insert(std::ranges::lower_bound(batches, range, {}, &Batch::range),
                             Batch{range, contracts.size() - i});
    }
    found->add(i, right == Right::put ? S_ / K : K / S_, sigma);
  }
  for (Batch& batch : batches) {
    kernels::logarithms(batch.x.size(), batch.x.data(), batch.x.data());
    batch.keep([&](std::size_t k) { return domain_of(batch.range.first).holds(batch.sigma[k], batch.x[k]); });
  }
  std::erase_if(batches, [](const Batch& batch) { return batch.members.empty(); });
  return batches;
}

void AmericanExpiry::add_premiums(const Batch& batch, std::span<const AmericanContract> contracts,
                                  std::vector<ExercisePremium>& out) {
  const Right right = batch.range.first;
  const SharedBoundary& shared = boundary(batch.range);
  const Premiums premiums{shared, batch.x, batch.sigma};
  for (std::size_t k = 0; k < batch.members.size(); ++k) {
    const AmericanContract& contract = contracts[batch.members[k]];
    ExercisePremium& premium = out[batch.members[k]];
    premium.exercised = batch.x[k] <= premiums.boundary(k);
    if (premium.exercised) {
      premium.greeks = exercised_greeks(right, S_, contract.K);
      continue;
    }
    const double unit = unit_of(right, S_, contract.K);
    premium.greeks = greeks_of({in_log_spot(right, unit, premiums.of_place(k)),
                                in_log_spot(right, unit, premiums.of_vol(k)), unit * premiums.bend(k)},
                               S_, r_, q_, contract.sigma);
  }
}

std::vector<ExercisePremium> AmericanExpiry::premiums(std::span<const AmericanContract> contracts) {
  std::vector<ExercisePremium> out(contracts.size());
  const std::vector<Batch> batches = by_range(contracts);
  solve(batches | std::views::transform(&Batch::range));
  for (const Batch& batch : batches) add_premiums(batch, contracts, out);
  return out;
}

std::vector<std::optional<double>> AmericanExpiry::premium_values(std::span<const AmericanContract> contracts) {
  std::vector<std::optional<double>> out(contracts.size(), 0.0);
  const std::vector<Batch> batches = by_range(contracts);
  solve(batches | std::views::transform(&Batch::range));
  for (const Batch& batch : batches) {
    const Right right = batch.range.first;
    const std::size_t n = batch.members.size();
    std::vector<double> values(2 * n);
    double *const value = values.data(), *const log_boundary = value + n;
    kernels::american_premium_values(boundary(batch.range), n, batch.x.data(), batch.sigma.data(), value, log_boundary);
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t i = batch.members[k];
      if (batch.x[k] <= log_boundary[k])
        out[i].reset();
      else
        out[i] = unit_of(right, S_, contracts[i].K) * value[k];
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
  batch.keep([&](std::size_t k) {
    const std::size_t i = batch.members[k];
    const double value = prices[i] / unit_of(batch.range.first, S_, contracts[i].K);
    if (!above_intrinsic(value, batch.x[k])) return false;
    worth.push_back(value);
    return true;
  });
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
  solve(waiting | std::views::transform(&Batch::range));
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
  std::vector<Batch> batches = by_range(contracts);
  solve(batches | std::views::transform(&Batch::range));
  for (Batch& batch : batches) {
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
