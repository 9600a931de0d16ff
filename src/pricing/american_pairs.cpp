#include "pricing/american_pairs.h"

#include <cmath>
#include <vector>

#include "pricing/american_expiry.h"
#include "pricing/implied_vols.h"

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr double doubt =
    0.25;  // of a premium: how far it may be off while the rates are not known yet; widens the quote

/// The out-of-the-money side of a pair and its European volatility.
struct Side {
  std::size_t pair = 0;
  AmericanContract contract;
  double mid = 0;
};

std::vector<Side> out_of_the_money_sides(std::span<const ParityPair> pairs, double years, const ForwardFit& fit) {
  std::vector<Side> sides;
  std::vector<VolQuote> quotes;
  sides.reserve(pairs.size());
  quotes.reserve(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const ParityPair& p = pairs[i];
    const bool put = p.strike < fit.forward;
    const Right right = put ? Right::put : Right::call;
    const double mid = put ? 0.5 * (p.put_bid + p.put_ask) : 0.5 * (p.call_bid + p.call_ask);
    sides.push_back({i, {right, p.strike, 0}, mid});
    quotes.push_back({right, mid / fit.discount, fit.forward, p.strike, 0});
  }
  const auto v = implied_total_vols(quotes);
  for (std::size_t i = 0; i < sides.size(); ++i) sides[i].contract.sigma = v[i] ? *v[i] / std::sqrt(years) : 0;
  std::erase_if(sides, [](const Side& side) { return side.contract.sigma == 0; });
  return sides;
}

}  // namespace

std::vector<ParityPair> european_pairs(std::span<const ParityPair> pairs, double spot, double years,
                                       const ForwardFit& fit, std::optional<kernels::AmericanAccuracy> accuracy) {
  const double r = -std::log(fit.discount) / years, q = r - std::log(fit.forward / spot) / years;
  AmericanExpiry american{spot, years, r, q, accuracy};
  const std::vector<Side> sides = out_of_the_money_sides(pairs, years, fit);
  std::vector<AmericanContract> contracts;
  std::vector<double> mids;
  contracts.reserve(sides.size());
  mids.reserve(sides.size());
  for (const Side& side : sides) {
    contracts.push_back(side.contract);
    mids.push_back(side.mid);
  }
  const auto sigmas = american.implied_vols(contracts, mids);
  std::vector<AmericanContract> both;
  both.reserve(2 * sides.size());
  for (std::size_t k = 0; k < sides.size(); ++k) {
    const double sigma = sigmas[k].value_or(contracts[k].sigma);
    both.push_back({Right::call, contracts[k].K, sigma});
    both.push_back({Right::put, contracts[k].K, sigma});
  }
  const auto early = american.premium_values(both);
  std::vector<ParityPair> out;
  out.reserve(sides.size());
  for (std::size_t k = 0; k < sides.size(); ++k) {
    const auto &call = early[2 * k], &put = early[2 * k + 1];
    if (!sigmas[k] || !call || !put) continue;
    ParityPair pair = pairs[sides[k].pair];
    pair.call_bid -= (1 + doubt) * call->price;
    pair.call_ask -= (1 - doubt) * call->price;
    pair.put_bid -= (1 + doubt) * put->price;
    pair.put_ask -= (1 - doubt) * put->price;
    out.push_back(pair);
  }
  return out;
}

}  // namespace gammafield::pricing
