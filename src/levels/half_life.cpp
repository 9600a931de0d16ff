#include "levels/half_life.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
#include <tuple>
#include <vector>

#include "base/columns.h"
#include "exposure/gamma_exposure.h"
#include "kernels/greeks.h"
#include "pricing/black_scholes.h"

namespace gammafield::levels {
namespace {

using exposure::Holding;
using pricing::PricedChain;

constexpr double minutes_a_year = 525600;  // ACT/365
constexpr int looks_between_settlements = 8;
constexpr double minute = 1 / minutes_a_year;
constexpr double precision = minute / 1000;
constexpr std::size_t at_once = 8;  // lines: no vector is longer

/// Shares of one holding that count in the measure.
market::Shares counted_shares(const Holding& holding, Measure measure) {
  const bool call = holding.right == market::Right::call;
  switch (measure) {
    case Measure::net: return holding.dealer_shares;
    case Measure::call: return call ? holding.gross_shares : market::Shares{};
    case Measure::put: return call ? market::Shares{} : holding.gross_shares;
    case Measure::absolute: return holding.gross_shares;
  }
  return {};
}

/// The strike's exposure as time runs; times in years from the snapshot.
class Decay {
 public:
  Decay(const PricedChain& priced, market::Spot spot, std::span<const Holding> holdings, Measure measure)
      : spot_(spot) {
    std::vector<Line> lines;
    lines.reserve(holdings.size() + at_once);
    for (const Holding& holding : holdings) {
      const pricing::PricedExpiry& expiry = priced.expiries[holding.expiry];
      const double shares = counted_shares(holding, measure).value();
      if (shares == 0) continue;
      const double sigma = priced.options[holding.option].sigma;
      add_to(lines, {shares, holding.strike.value(), expiry.years, sigma, expiry.rate, expiry.carry});
    }
    std::ranges::sort(lines, std::greater{}, &Line::T);
    lines_ = lines.size();
    if (!lines.empty()) lines.resize((lines_ + at_once - 1) / at_once * at_once, lines.back());
    values_.resize(9 * lines.size());
    const auto columns = base::columns_of<9>(values_);
    const auto* next = columns.begin();
    for (auto* column : {&shares_, &K_, &T_, &sigma_, &r_, &q_, &any_, &left_, &gamma_}) *column = *next++;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Line& line = lines[i];
      shares_[i] = line.shares, K_[i] = line.K, T_[i] = line.T;
      sigma_[i] = line.sigma, r_[i] = line.r, q_[i] = line.q;
      any_[i] = 1;
    }
  }
  Decay(const Decay&) = delete;  // its columns lie in its own values
  Decay& operator=(const Decay&) = delete;

  [[nodiscard]] double strength(double elapsed) {
    std::size_t living = 0;
    for (; living < lines_ && T_[living] > elapsed; ++living) left_[living] = T_[living] - elapsed;
    const std::size_t whole = (living + at_once - 1) / at_once * at_once;  // whole vectors
    for (std::size_t i = living; i < whole; ++i) left_[i] = left_[0];
    const auto first = [&](std::span<double> column) { return column.first(whole); };
    const kernels::GreekInputs in{spot_.value(), first(K_), first(left_), first(sigma_),
                                  first(r_),     first(q_), first(any_)};
    const auto gamma = first(gamma_);
    const auto scalar = kernels::greeks(in, {{}, {}, gamma, {}, {}, {}, {}, {}, {}, {}, {}});
    for (const std::uint32_t i : scalar.elements())
      gamma[i] =
          pricing::black_scholes_gamma({market::Right::call, in.S, in.K[i], in.T[i], in.r[i], in.q[i], in.sigma[i]});
    double sum = 0;
    for (std::size_t i = 0; i < living; ++i)
      sum += exposure::gamma_exposure(market::Gamma{gamma[i]}, market::Shares{shares_[i]}, spot_).value();
    return std::abs(sum);
  }

  /// Settlement times, ascending, each once.
  [[nodiscard]] std::vector<double> settlements() const {
    std::vector<double> times;
    times.reserve(lines_);
    for (std::size_t i = lines_; i-- > 0;)
      if (times.empty() || T_[i] > times.back()) times.push_back(T_[i]);
    return times;
  }

 private:
  struct Line {
    double shares = 0, K = 0, T = 0, sigma = 0, r = 0, q = 0;
  };
  /// A call and a put in a row that differ in nothing else have one gamma.
  static void add_to(std::vector<Line>& lines, const Line& line) {
    const bool is_new =
        lines.empty() || std::tie(lines.back().K, lines.back().T, lines.back().sigma, lines.back().r, lines.back().q) !=
                             std::tie(line.K, line.T, line.sigma, line.r, line.q);
    if (is_new) return lines.push_back(line);
    lines.back().shares += line.shares;
  }

  market::Spot spot_;
  std::size_t lines_ = 0;
  std::vector<double> values_;
  std::span<double> shares_, K_, T_, sigma_, r_, q_;  ///< a line each, longest first; filled up to whole vectors
  std::span<double> any_;                             ///< rights: gamma has none
  std::span<double> left_, gamma_;                    ///< at the time that was looked at last
};

/// Times to look at the strength: every settlement, some times between, and a minute before the last, where all is
/// gone.
std::vector<double> looks(std::span<const double> settlements) {
  std::vector<double> times;
  times.reserve(looks_between_settlements * settlements.size());
  double start = 0;
  for (const double settlement : settlements) {
    const double end = settlement == settlements.back() ? settlement - minute : settlement;
    for (int look = 1; look <= looks_between_settlements; ++look)
      times.push_back(
          look == looks_between_settlements ? end : std::lerp(start, end, double(look) / looks_between_settlements));
    start = settlement;
  }
  std::erase_if(times, [](double time) { return time <= 0; });
  return times;
}

/// First time in (from, to] that the strength is at most `half`, by bisection; requires it to be so at `to`.
double first_time(Decay& decay, double from, double to, double half) {
  while (to - from > precision) {
    const double middle = std::midpoint(from, to);
    (decay.strength(middle) <= half ? to : from) = middle;
  }
  return to;
}

}  // namespace

std::optional<std::chrono::minutes> half_life(const PricedChain& priced, market::Spot spot,
                                              std::span<const Holding> holdings, Measure measure) {
  Decay decay(priced, spot, holdings, measure);
  const std::vector<double> settlements = decay.settlements();
  const double half = 0.5 * decay.strength(0);
  if (!(half > 0)) return std::nullopt;

  double before = 0;
  for (const double now : looks(settlements)) {
    if (decay.strength(now) <= half) {
      const double when = first_time(decay, before, now, half) - precision;
      if (!priced.business_time)
        return std::chrono::minutes{static_cast<std::int64_t>(std::ceil(when * minutes_a_year))};
      return std::chrono::ceil<std::chrono::minutes>(priced.instant_after(when) - priced.chain->as_of);
    }
    before = now;
  }
  return std::nullopt;
}

}  // namespace gammafield::levels
