#include "levels/half_life.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "exposure/gamma_exposure.h"
#include "pricing/black_scholes.h"

namespace gammafield::levels {
namespace {

using exposure::Holding;
using pricing::PricedChain;

constexpr double minutes_a_year = 525600;  // ACT/365
constexpr int looks_between_settlements = 8;
constexpr double minute = 1 / minutes_a_year;
constexpr double precision = minute / 1000;

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

bool share_gamma(const pricing::BlackScholesInput& a, const pricing::BlackScholesInput& b) {
  return a.S == b.S && a.K == b.K && a.T == b.T && a.r == b.r && a.q == b.q && a.sigma == b.sigma;
}

/// The strike's exposure as time runs; times in years from the snapshot.
class Decay {
 public:
  Decay(const PricedChain& priced, std::span<const Holding> holdings, Measure measure) : spot_(priced.spot) {
    for (const Holding& holding : holdings) {
      const pricing::PricedExpiry& expiry = priced.expiries[holding.expiry];
      const market::Shares shares = counted_shares(holding, measure);
      if (shares.value() == 0) continue;
      const double sigma = priced.options[holding.option].sigma;
      add({shares,
           {holding.right, spot_.value(), holding.strike.value(), expiry.years, expiry.rate, expiry.carry, sigma}});
    }
    std::ranges::sort(lines_, {}, [](const Line& line) { return line.option.T; });
  }

  [[nodiscard]] double strength(double elapsed) const {
    double sum = 0;
    for (const Line& line : lines_) {
      if (line.option.T <= elapsed) continue;  // settled
      pricing::BlackScholesInput later = line.option;
      later.T -= elapsed;
      sum += exposure::gamma_exposure(market::Gamma{pricing::black_scholes_gamma(later)}, line.shares, spot_).value();
    }
    return std::abs(sum);
  }

  /// Settlement times, ascending, each once.
  [[nodiscard]] std::vector<double> settlements() const {
    std::vector<double> times;
    for (const Line& line : lines_)
      if (times.empty() || line.option.T > times.back()) times.push_back(line.option.T);
    return times;
  }

 private:
  struct Line {
    market::Shares shares;
    pricing::BlackScholesInput option;
  };
  /// A call and a put in a row that differ in nothing else have one gamma.
  void add(const Line& line) {
    if (lines_.empty() || !share_gamma(lines_.back().option, line.option)) return lines_.push_back(line);
    lines_.back().shares = market::Shares{lines_.back().shares.value() + line.shares.value()};
  }

  market::Spot spot_;
  std::vector<Line> lines_;
};

/// Times to look at the strength: every settlement, some times between, and a minute before the last, where all is
/// gone.
std::vector<double> looks(std::span<const double> settlements) {
  std::vector<double> times;
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
double first_time(const Decay& decay, double from, double to, double half) {
  while (to - from > precision) {
    const double middle = std::midpoint(from, to);
    (decay.strength(middle) <= half ? to : from) = middle;
  }
  return to;
}

}  // namespace

std::optional<std::chrono::minutes> half_life(const PricedChain& priced, std::span<const Holding> holdings,
                                              Measure measure) {
  const Decay decay(priced, holdings, measure);
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
