#include "pricing/american_fd.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr double widths = 6;        // standard deviations on each side
constexpr double share_left = 0.1;  // of the price, by the largest dividend
constexpr int policy_rounds_max = 40;
constexpr std::size_t damped_steps = 2;  // full steps that are taken as two implicit half steps
constexpr std::size_t smallest_lattice = 16, largest_lattice = 20000;

/// Weights of L = a V(i-1) + b V(i) + c V(i+1) on the even grid of ln S.
struct Operator {
  double a = 0, b = 0, c = 0;
};

class LatticeRun {
 public:
  LatticeRun(const BlackScholesInput& in, std::span<const CashDividend> dividends, Lattice lattice) : in_(in) {
    for (const CashDividend& d : dividends)
      if (d.years < in.T && d.amount > 0) dividends_.push_back(d);
    std::ranges::sort(dividends_, std::ranges::greater{}, &CashDividend::years);  // backwards in time
    make_grid(lattice.prices);
    times_ = lattice.times;
  }

  LatticeValue run() {
    double now = in_.T;
    damped_left_ = damped_steps;
    for (const CashDividend& dividend : dividends_) {
      march(now, dividend.years);
      pay(dividend.amount);
      now = dividend.years;
      damped_left_ = damped_steps;
    }
    march(now, 0);
    return value_at_spot();
  }

 private:
  [[nodiscard]] double payoff(double S) const { return in_.right == Right::put ? in_.K - S : S - in_.K; }

  /// The strike is a point of the grid: the kink of the payoff keeps its place.
  void make_grid(std::size_t points) {
    double paid = 0;
    for (const CashDividend& d : dividends_) paid += d.amount;
    const double v = in_.sigma * std::sqrt(in_.T), k = std::log(in_.K / in_.S);
    const double drift = std::abs(in_.r - in_.q) * in_.T + std::min(2.0, paid / in_.S);
    const double half = widths * v + drift, low = std::min(0.0, k) - half, high = std::max(0.0, k) + half;
    step_ = (high - low) / double(points);
    low_ = k - std::ceil((k - low) / step_) * step_;
    const auto n = points + 2;
    for (std::size_t i = 0; i < n; ++i) S_.push_back(in_.S * std::exp(low_ + double(i) * step_));
    for (const double S : S_) intrinsic_.push_back(payoff(S));
    for (const double value : intrinsic_) V_.push_back(std::max(value, 0.0));
    const double diffusion = 0.5 * in_.sigma * in_.sigma / (step_ * step_);
    const double convection = (in_.r - in_.q - 0.5 * in_.sigma * in_.sigma) / (2 * step_);
    L_ = {diffusion - convection, -2 * diffusion - in_.r, diffusion + convection};
  }

  /// Linear in S at the ends: the growth of a forward, or what exercise gives.
  [[nodiscard]] double edge(std::size_t i, double left) const {
    const double sign = in_.right == Right::put ? -1 : 1;
    const double forward = sign * (S_[i] * std::exp(-in_.q * left) - in_.K * std::exp(-in_.r * left));
    return std::max({forward, intrinsic_[i], 0.0});
  }

  void march(double from, double to) {
    const auto steps =
        std::max<std::size_t>(8, static_cast<std::size_t>(std::ceil(double(times_) * (from - to) / in_.T)));
    const double dt = (from - to) / double(steps);
    for (std::size_t i = 0; i < steps; ++i) {
      const double left = in_.T - (from - double(i + 1) * dt);
      if (damped_left_ > 0) {
        --damped_left_;
        step(0.5 * dt, 1, left - 0.5 * dt);
        step(0.5 * dt, 1, left);
      } else {
        step(dt, 0.5, left);
      }
    }
  }

  /// (1 - theta dt L) V_new = (1 + (1 - theta) dt L) V_old, V_new >= intrinsic: policy iteration.
  void step(double dt, double theta, double left) {
    const std::size_t n = V_.size();
    std::vector<double> right(n);
    const double keep = (1 - theta) * dt;
    for (std::size_t i = 1; i + 1 < n; ++i)
      right[i] = V_[i] + keep * (L_.a * V_[i - 1] + L_.b * V_[i] + L_.c * V_[i + 1]);
    right[0] = edge(0, left);
    right[n - 1] = edge(n - 1, left);
    const double a = -theta * dt * L_.a, b = 1 - theta * dt * L_.b, c = -theta * dt * L_.c;
    exercised_.resize(n, false);
    for (int round = 0; round < policy_rounds_max; ++round) {
      solve(a, b, c, right);
      bool changed = false;
      for (std::size_t i = 1; i + 1 < n; ++i) {
        const double hold = right[i] - (a * V_[i - 1] + b * V_[i] + c * V_[i + 1]);  // > 0: the equation asks for more
        const bool exercise = exercised_[i] ? hold <= 0 : V_[i] < intrinsic_[i];
        changed = changed || exercise != exercised_[i];
        exercised_[i] = exercise;
      }
      if (!changed) return;
    }
  }

  /// The tridiagonal system, with V = intrinsic in the rows that are exercised.
  void solve(double a, double b, double c, const std::vector<double>& right) {
    const std::size_t n = V_.size();
    std::vector<double> upper(n, 0), value(n);
    value[0] = right[0];
    for (std::size_t i = 1; i < n; ++i) {
      const bool fixed = exercised_[i] || i + 1 == n;
      const double pivot = fixed ? 1 : b - a * upper[i - 1];
      upper[i] = fixed ? 0 : c / pivot;
      const double target = i + 1 == n ? right[i] : intrinsic_[i];
      value[i] = fixed ? target : (right[i] - a * value[i - 1]) / pivot;
    }
    V_[n - 1] = value[n - 1];
    for (std::size_t i = n - 1; i-- > 0;) V_[i] = value[i] - upper[i] * V_[i + 1];
  }

  void pay(double amount) {
    std::vector<double> before(V_.size());
    for (std::size_t i = 0; i < V_.size(); ++i) {
      const double after = std::max(S_[i] - amount, share_left * S_[i]);
      before[i] = std::max(interpolated(std::log(after / in_.S)), intrinsic_[i]);
    }
    V_ = std::move(before);
  }

  /// Cubic through four points of the grid; linear in S below it.
  [[nodiscard]] double interpolated(double x) const {
    const double at = (x - low_) / step_;
    if (at < 1) return V_[0] + (V_[1] - V_[0]) * (in_.S * std::exp(x) - S_[0]) / (S_[1] - S_[0]);
    const auto i = std::min(static_cast<std::size_t>(at), V_.size() - 3);
    const double t = at - double(i);
    return -t * (t - 1) * (t - 2) / 6 * V_[i - 1] + (t + 1) * (t - 1) * (t - 2) / 2 * V_[i] -
           (t + 1) * t * (t - 2) / 2 * V_[i + 1] + (t + 1) * t * (t - 1) / 6 * V_[i + 2];
  }

  [[nodiscard]] LatticeValue value_at_spot() const {
    // value and differences at the four points around spot, read between by the same cubic
    const double at = -low_ / step_;
    const auto i = std::clamp<std::size_t>(static_cast<std::size_t>(at), 2, V_.size() - 4);
    const double t = at - double(i);
    const std::array<double, 4> w{-t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2,
                                  -(t + 1) * t * (t - 2) / 2, (t + 1) * t * (t - 1) / 6};
    LatticeValue out;
    double slope = 0, curve = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t j = i - 1 + k;
      out.price += w[k] * V_[j];
      slope += w[k] * (V_[j + 1] - V_[j - 1]) / (2 * step_);
      curve += w[k] * (V_[j + 1] - 2 * V_[j] + V_[j - 1]) / (step_ * step_);
    }
    const double intrinsic = payoff(in_.S);
    out.exercised = intrinsic > 0 && out.price <= intrinsic * (1 + 1e-12) && exercised_[i] && exercised_[i + 1];
    out.price = std::max({out.price, intrinsic, 0.0});
    out.delta = out.exercised ? (in_.right == Right::put ? -1 : 1) : slope / in_.S;
    out.gamma = out.exercised ? 0 : (curve - slope) / (in_.S * in_.S);
    return out;
  }

  BlackScholesInput in_;
  std::vector<CashDividend> dividends_;
  std::size_t times_ = 0, damped_left_ = 0;
  double low_ = 0, step_ = 0;
  Operator L_;
  std::vector<double> S_, intrinsic_, V_;
  std::vector<bool> exercised_;
};

bool is_positive(double x) { return std::isfinite(x) && x > 0; }

}  // namespace

std::string_view to_string(LatticeFailure failure) {
  switch (failure) {
    case LatticeFailure::bad_input: return "bad_input";
    case LatticeFailure::too_wide: return "too_wide";
  }
  return "bad_input";
}

base::Result<LatticeValue, LatticeFailure> american_by_lattice(const BlackScholesInput& in,
                                                               std::span<const CashDividend> dividends,
                                                               Lattice lattice) {
  constexpr double rate_max = 1, v_min = 1e-4, v_max = 20, log_moneyness_max = 30, years_max = 100;
  const bool sound = is_positive(in.S) && is_positive(in.K) && is_positive(in.T) && is_positive(in.sigma) &&
                     std::abs(in.r) <= rate_max && std::abs(in.q) <= rate_max && in.T <= years_max &&
                     lattice.prices >= smallest_lattice && lattice.times >= smallest_lattice &&
                     lattice.prices <= largest_lattice && lattice.times <= largest_lattice;
  const auto paid = [](const CashDividend& d) {
    return is_positive(d.years) && std::isfinite(d.amount) && d.amount >= 0;
  };
  if (!sound || !std::ranges::all_of(dividends, paid)) return base::failure(LatticeFailure::bad_input);
  const double v = in.sigma * std::sqrt(in.T);
  if (v < v_min || v > v_max || std::abs(std::log(in.S / in.K)) > log_moneyness_max)
    return base::failure(LatticeFailure::too_wide);
  return LatticeRun{in, dividends, lattice}.run();
}

}  // namespace gammafield::pricing
