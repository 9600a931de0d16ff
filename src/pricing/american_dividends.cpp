#include "pricing/american_dividends.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr Lattice chain_lattice{.prices = 120, .times = 50};  // a cent on S = 100; quotes are no better
constexpr std::chrono::minutes opening{9 * 60 + 30};          // New York: the price opens without the dividend
constexpr double vol_step = 0.02;                             // of sigma: wide, since the lattice is coarse
constexpr double smallest_share_left = 0.1;                   // of spot, once the dividends are off
constexpr double lowest_share_of_start = 0.1;                 // of the European volatility: where the search begins
constexpr double vol_precision = 1e-5;
constexpr int search_rounds_max = 30;

}  // namespace

std::vector<CashDividend> dividends_within(std::span<const Dividend> schedule, market::Instant as_of,
                                           const market::Expiry& expiry, double years) {
  std::vector<CashDividend> within;
  const std::chrono::duration<double> whole = expiry.settles_at - as_of;
  for (const Dividend& dividend : schedule) {
    const std::chrono::duration<double> until = market::from_new_york(dividend.ex_date, opening) - as_of;
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

std::optional<LatticeValue> LatticeExpiry::value(const AmericanContract& contract, double sigma) const {
  const auto value =
      american_by_lattice({contract.right, S_, contract.K, T_, r_, q_, sigma}, dividends_, chain_lattice);
  return value ? std::optional(*value) : std::nullopt;
}

std::vector<std::optional<double>> LatticeExpiry::implied_vols(std::span<const AmericanContract> contracts,
                                                               std::span<const double> prices) const {
  std::vector<std::optional<double>> out(contracts.size());
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    const AmericanContract& contract = contracts[i];
    double low = lowest_share_of_start * contract.sigma, high = 1.5 * contract.sigma;
    const auto bottom = value(contract, low), top = value(contract, high);
    if (!bottom || !top || !(bottom->price < prices[i] && prices[i] < top->price)) continue;
    double below = bottom->price - prices[i], above = top->price - prices[i];
    for (int round = 0; round < search_rounds_max && high - low > vol_precision * high; ++round) {
      // regula falsi, the stale end halved (Illinois)
      const double sigma = (low * above - high * below) / (above - below);
      const auto at = value(contract, sigma);
      if (!at) break;
      const double error = at->price - prices[i];
      if (std::abs(error) < 1e-6 * contract.K * vol_precision) low = high = sigma;
      (error < 0 ? low : high) = sigma;
      if (error < 0) {
        below = error;
        above *= 0.5;
      } else {
        above = error;
        below *= 0.5;
      }
    }
    out[i] = 0.5 * (low + high);
  }
  return out;
}

ExercisePremium LatticeExpiry::greeks(const AmericanContract& contract, const Greeks& european) const {
  ExercisePremium out{european, false};
  const double h = vol_step * contract.sigma;
  const auto at = value(contract, contract.sigma), low = value(contract, contract.sigma - h),
             high = value(contract, contract.sigma + h);
  if (!at || !low || !high) return out;
  if (at->exercised) {
    out.exercised = true;
    out.greeks = {};
    out.greeks.price = at->price;
    out.greeks.delta = at->delta;
    return out;
  }
  out.greeks.price = at->price;
  out.greeks.delta = at->delta;
  out.greeks.gamma = std::max(at->gamma, 0.0);
  out.greeks.theta =
      r_ * at->price - (r_ - q_) * S_ * at->delta - 0.5 * contract.sigma * contract.sigma * S_ * S_ * out.greeks.gamma;
  out.greeks.vega = (high->price - low->price) / (2 * h);
  out.greeks.vanna = (high->delta - low->delta) / (2 * h);
  out.greeks.zomma = (high->gamma - low->gamma) / (2 * h);
  out.greeks.volga = (high->price - 2 * at->price + low->price) / (h * h);
  return out;
}

}  // namespace gammafield::pricing
