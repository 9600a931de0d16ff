#include "pricing/american_pairs.h"

#include <cassert>
#include <cmath>
#include <utility>

#include "pricing/implied_vols.h"

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr double doubt =
    0.25;  // of a premium: how far it may be off while the rates are not known yet; widens the quote

double mid_of(const ParityPair& pair, Right right) {
  return right == Right::put ? 0.5 * (pair.put_bid + pair.put_ask) : 0.5 * (pair.call_bid + pair.call_ask);
}

Right other(Right right) { return right == Right::put ? Right::call : Right::put; }

ParityPair less_premiums(ParityPair pair, double call, double put) {
  pair.call_bid -= (1 + doubt) * call;
  pair.call_ask -= (1 - doubt) * call;
  pair.put_bid -= (1 + doubt) * put;
  pair.put_ask -= (1 - doubt) * put;
  return pair;
}

/// Contracts with their prices, and which sides they are.
struct Asked {
  std::vector<std::size_t> side;
  std::vector<AmericanContract> contracts;
  std::vector<double> mids;

  explicit Asked(std::size_t most) {
    side.reserve(most);
    contracts.reserve(most);
    mids.reserve(most);
  }
  void add(std::size_t i, const AmericanContract& contract, double mid) {
    side.push_back(i);
    contracts.push_back(contract);
    mids.push_back(mid);
  }
};

}  // namespace

AmericanPairs::AmericanPairs(std::vector<ParityPair> pairs, double spot, double years)
    : pairs_(std::move(pairs)), sides_(pairs_.size()), spot_(spot), years_(years) {
  assert(spot > 0 && years > 0);
}

void AmericanPairs::choose_sides(double forward) {
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    const Right right = pairs_[i].strike < forward ? Right::put : Right::call;
    if (sides_[i].sigma == 0 || sides_[i].right != right) sides_[i] = {.right = right, .mid = mid_of(pairs_[i], right)};
  }
}

void AmericanPairs::step_known(AmericanExpiry& american) {
  Asked known{sides_.size()};
  for (std::size_t i = 0; i < sides_.size(); ++i)
    if (sides_[i].sigma > 0) known.add(i, {sides_[i].right, pairs_[i].strike, sides_[i].sigma}, sides_[i].mid);
  const auto stepped = american.stepped_vols(known.contracts, known.mids);
  for (std::size_t k = 0; k < stepped.size(); ++k) {
    Side& side = sides_[known.side[k]];
    side.sigma = stepped[k] ? stepped[k]->sigma : 0;
    side.premium = stepped[k] ? stepped[k]->premium : 0;
  }
}

/// From the European volatility of the same price.
void AmericanPairs::search_the_rest(AmericanExpiry& american, const ForwardFit& fit) {
  std::vector<std::size_t> unknown;
  std::vector<VolQuote> quotes;
  unknown.reserve(sides_.size());
  quotes.reserve(sides_.size());
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    if (sides_[i].sigma > 0) continue;
    unknown.push_back(i);
    quotes.push_back({sides_[i].right, sides_[i].mid / fit.discount, fit.forward, pairs_[i].strike, 0});
  }
  if (unknown.empty()) return;
  const auto european = implied_total_vols(quotes);
  Asked asked{unknown.size()};
  for (std::size_t k = 0; k < unknown.size(); ++k) {
    const std::size_t i = unknown[k];
    if (!european[k] || *european[k] == 0) continue;
    asked.add(i, {sides_[i].right, pairs_[i].strike, *european[k] / std::sqrt(years_)}, sides_[i].mid);
  }
  const auto found = american.vols_and_premiums(asked.contracts, asked.mids);
  for (std::size_t k = 0; k < found.size(); ++k) {
    if (!found[k]) continue;
    sides_[asked.side[k]].sigma = found[k]->sigma;
    sides_[asked.side[k]].premium = found[k]->premium;
  }
}

/// Of the sides in the money, at the volatilities of those out of it; none: exercise is due, or no volatility known.
std::vector<std::optional<double>> AmericanPairs::other_premiums(AmericanExpiry& american) const {
  Asked known{sides_.size()};
  for (std::size_t i = 0; i < sides_.size(); ++i)
    if (sides_[i].sigma > 0) known.add(i, {other(sides_[i].right), pairs_[i].strike, sides_[i].sigma}, 0);
  const auto values = american.premium_values(known.contracts);
  std::vector<std::optional<double>> out(sides_.size());
  for (std::size_t k = 0; k < values.size(); ++k) out[known.side[k]] = values[k];
  return out;
}

std::vector<ParityPair> AmericanPairs::as_european(const ForwardFit& fit) {
  const double r = -std::log(fit.discount) / years_, q = r - std::log(fit.forward / spot_) / years_;
  choose_sides(fit.forward);
  AmericanExpiry american{spot_, years_, r, q, kernels::AmericanAccuracy::coarse};
  step_known(american);
  search_the_rest(american, fit);
  const auto others = other_premiums(american);
  std::vector<ParityPair> out;
  out.reserve(pairs_.size());
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    if (!others[i]) continue;
    const bool put = sides_[i].right == Right::put;
    out.push_back(less_premiums(pairs_[i], put ? *others[i] : sides_[i].premium, put ? sides_[i].premium : *others[i]));
  }
  return out;
}

}  // namespace gammafield::pricing
