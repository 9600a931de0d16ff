#include "pricing/american_dividends.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr Lattice chain_lattice{.prices = 120, .times = 50};  // a cent on S = 100; quotes are no better
constexpr double vol_step = 0.02;                             // of sigma: wide, since the lattice is coarse
constexpr double smallest_share_left = 0.1;                   // of spot, once the dividends are off
constexpr double lowest_share_of_start = 0.1, highest_share_of_start = 1.5;  // of the European volatility
constexpr double vol_precision = 1e-5;
constexpr int search_rounds_max = 30;
constexpr double first_step = 0.02;  // of the volatility

/// One contract's volatility, by a bracketed secant search that asks for one price at a time.
class VolSearch {
 public:
  VolSearch(double start, double price)
      : price_(price), low_(lowest_share_of_start * start), high_(highest_share_of_start * start), next_(start) {}

  [[nodiscard]] bool is_over() const { return over_; }
  [[nodiscard]] double next() const { return next_; }
  [[nodiscard]] std::optional<double> result() const { return result_; }
  void give_up() { over_ = true; }

  void tell(double price) {
    const Point here{next_, price - price_};
    const bool at_limit = here.sigma == (here.error > 0 ? low_ : high_);
    (here.error > 0 ? high_ : low_) = here.sigma;
    (here.error > 0 ? above_ : below_) = true;
    const double step = next_step(here);
    if (at_limit) return give_up();
    const bool bracketed = above_ && below_;
    if (std::abs(step) <= vol_precision * here.sigma || (bracketed && high_ - low_ <= vol_precision * high_)) {
      result_ = here.sigma + step;
      return give_up();
    }
    last_ = here;
    next_ = here.sigma + step;
  }

 private:
  struct Point {
    double sigma = 0, error = 0;
  };
  /// The secant's; where that leaves the bracket or says nothing, halfway to the limit, and on to it if no price on its
  /// side is known yet.
  [[nodiscard]] double next_step(const Point& here) const {
    if (last_) {
      const double slope = (here.error - last_->error) / (here.sigma - last_->sigma);
      const double to = here.sigma - here.error / slope;
      if (slope > 0 && to > low_ && to < high_) return to - here.sigma;
    }
    const bool down = here.error > 0;
    const double limit = down ? low_ : high_;
    if (!last_) return (down ? -1 : 1) * first_step * here.sigma;
    return (down ? below_ : above_) ? 0.5 * (limit - here.sigma) : limit - here.sigma;
  }

  double price_, low_, high_, next_;
  bool below_ = false, above_ = false;  ///< whether low_ and high_ have been priced
  bool over_ = false;
  std::optional<Point> last_;
  std::optional<double> result_;
};

}  // namespace

std::vector<CashDividend> dividends_within(std::span<const Dividend> schedule, market::Instant as_of,
                                           const market::Expiry& expiry, double years) {
  std::vector<CashDividend> within;
  const std::chrono::duration<double> whole = expiry.settles_at - as_of;
  const market::ExchangeRules& exchange = market::rules_of(expiry.exchange);
  for (const Dividend& dividend : schedule) {
    const std::chrono::duration<double> until = exchange.from_local(dividend.ex_date, exchange.opens) - as_of;
    if (until.count() > 0 && until < whole) within.push_back({years * (until / whole), dividend.amount});
  }
  return within;
}

LatticeExpiry::LatticeExpiry(double spot, double years, double forward, double discount,
                             std::span<const CashDividend> dividends)
    : S_(spot), T_(years), r_(-std::log(discount) / years), dividends_(dividends.begin(), dividends.end()) {
  assert(spot > 0 && years > 0 && forward > 0 && discount > 0);
  double worth = 0;
  for (const CashDividend& dividend : dividends_) worth += dividend.amount * std::exp(-r_ * dividend.years);
  const double left = std::max(spot - worth, smallest_share_left * spot);
  q_ = r_ - std::log(forward / left) / years;
}

std::vector<LatticeResult> LatticeExpiry::values(std::span<const AmericanContract> contracts) const {
  return american_by_lattice({S_, T_, r_, q_, dividends_}, contracts, chain_lattice);
}

std::vector<std::optional<double>> LatticeExpiry::implied_vols(std::span<const AmericanContract> contracts,
                                                               std::span<const double> prices) const {
  assert(contracts.size() == prices.size());
  std::vector<VolSearch> searches;
  for (std::size_t i = 0; i < contracts.size(); ++i) searches.emplace_back(contracts[i].sigma, prices[i]);
  for (int round = 0; round < search_rounds_max; ++round) {
    std::vector<AmericanContract> asked;
    std::vector<VolSearch*> whose;
    for (std::size_t i = 0; i < contracts.size(); ++i) {
      if (searches[i].is_over()) continue;
      asked.push_back({contracts[i].right, contracts[i].K, searches[i].next()});
      whose.push_back(&searches[i]);
    }
    if (asked.empty()) break;
    const auto values_there = values(asked);
    for (std::size_t k = 0; k < asked.size(); ++k)
      values_there[k] ? whose[k]->tell(values_there[k]->price) : whose[k]->give_up();
  }
  std::vector<std::optional<double>> vols;
  vols.reserve(searches.size());
  for (const VolSearch& search : searches) vols.push_back(search.result());
  return vols;
}

std::vector<ExercisePremium> LatticeExpiry::greeks(std::span<const AmericanContract> contracts,
                                                   std::span<const Greeks> european) const {
  assert(contracts.size() == european.size());
  std::vector<AmericanContract> low(contracts.begin(), contracts.end()), high = low;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    low[i].sigma *= 1 - vol_step;
    high[i].sigma *= 1 + vol_step;
  }
  const auto here = values(contracts), below = values(low), above = values(high);
  std::vector<ExercisePremium> out;
  out.reserve(contracts.size());
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    const bool known = here[i] && below[i] && above[i];
    out.push_back(known ? premium_of(contracts[i].sigma, european[i], {*here[i], *below[i], *above[i]})
                        : ExercisePremium{european[i], false});
  }
  return out;
}

ExercisePremium LatticeExpiry::premium_of(double sigma, const Greeks& european, const ThreeValues& values) const {
  const LatticeValue &at = values.here, &low = values.below, &high = values.above;
  ExercisePremium out{european, at.exercised};
  if (at.exercised) {
    out.greeks = {};
    out.greeks.price = at.price;
    out.greeks.delta = at.delta;
    return out;
  }
  const double h = vol_step * sigma;
  out.greeks.price = at.price;
  out.greeks.delta = at.delta;
  out.greeks.gamma = std::max(at.gamma, 0.0);
  out.greeks.theta = r_ * at.price - (r_ - q_) * S_ * at.delta - 0.5 * sigma * sigma * S_ * S_ * out.greeks.gamma;
  out.greeks.vega = (high.price - low.price) / (2 * h);
  out.greeks.vanna = (high.delta - low.delta) / (2 * h);
  out.greeks.zomma = (high.gamma - low.gamma) / (2 * h);
  out.greeks.volga = (high.price - 2 * at.price + low.price) / (h * h);
  return out;
}

}  // namespace gammafield::pricing
