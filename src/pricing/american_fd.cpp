#include "pricing/american_fd.h"

#include <algorithm>
#include <cmath>

namespace gammafield::pricing {
namespace {

using market::Right;

constexpr std::size_t smallest_lattice = 16, largest_lattice = 20000;

std::vector<CashDividend> before(double years, std::span<const CashDividend> dividends) {
  std::vector<CashDividend> within;
  for (const CashDividend& dividend : dividends)
    if (dividend.years < years && dividend.amount > 0) within.push_back(dividend);
  std::ranges::sort(within, std::ranges::greater{}, &CashDividend::years);  // backwards in time
  return within;
}

bool is_positive(double x) { return std::isfinite(x) && x > 0; }

constexpr double rate_max = 1, v_min = 1e-4, v_max = 20, log_moneyness_max = 30, years_max = 100;

bool is_sound(const LatticeMarket& terms, Lattice lattice) {
  const auto paid = [](const CashDividend& d) {
    return is_positive(d.years) && std::isfinite(d.amount) && d.amount >= 0;
  };
  return is_positive(terms.S) && is_positive(terms.T) && std::abs(terms.r) <= rate_max &&
         std::abs(terms.q) <= rate_max && terms.T <= years_max && lattice.prices >= smallest_lattice &&
         lattice.times >= smallest_lattice && lattice.prices <= largest_lattice && lattice.times <= largest_lattice &&
         std::ranges::all_of(terms.dividends, paid);
}

std::optional<LatticeFailure> failure_of(const LatticeMarket& terms, const AmericanContract& contract) {
  if (!is_positive(contract.K) || !is_positive(contract.sigma)) return LatticeFailure::bad_input;
  const double v = contract.sigma * std::sqrt(terms.T);
  const bool fits = v >= v_min && v <= v_max && std::abs(std::log(terms.S / contract.K)) <= log_moneyness_max;
  return fits ? std::nullopt : std::optional(LatticeFailure::too_wide);
}

/// Columns of the contracts that can be priced, and whose they are.
struct Columns {
  std::vector<double> sign, K, sigma;
  std::vector<std::size_t> asked;

  void add(std::size_t i, const AmericanContract& contract) {
    sign.push_back(contract.right == Right::put ? -1 : 1);
    K.push_back(contract.K);
    sigma.push_back(contract.sigma);
    asked.push_back(i);
  }
};

}  // namespace

std::string_view to_string(LatticeFailure failure) {
  switch (failure) {
    case LatticeFailure::bad_input: return "bad_input";
    case LatticeFailure::too_wide: return "too_wide";
  }
  return "bad_input";
}

std::vector<LatticeResult> american_by_lattice(const LatticeMarket& market, std::span<const AmericanContract> contracts,
                                               Lattice lattice) {
  std::vector<LatticeResult> out(contracts.size(), base::failure(LatticeFailure::bad_input));
  if (!is_sound(market, lattice)) return out;
  Columns columns;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    if (const auto failure = failure_of(market, contracts[i]))
      out[i] = base::failure(*failure);
    else
      columns.add(i, contracts[i]);
  }
  const std::size_t n = columns.asked.size();
  if (n == 0) return out;
  std::vector<double> price(n), delta(n), gamma(n);
  std::vector<std::uint8_t> exercised(n);
  const auto dividends = before(market.T, market.dividends);
  kernels::american_lattice({market.S, market.T, market.r, market.q, dividends, lattice.prices, lattice.times},
                            {n, columns.sign.data(), columns.K.data(), columns.sigma.data()},
                            {price.data(), delta.data(), gamma.data(), exercised.data()});
  for (std::size_t k = 0; k < n; ++k)
    out[columns.asked[k]] = LatticeValue{price[k], delta[k], gamma[k], exercised[k] != 0};
  return out;
}

LatticeResult american_by_lattice(const BlackScholesInput& in, std::span<const CashDividend> dividends,
                                  Lattice lattice) {
  const AmericanContract contract{in.right, in.K, in.sigma};
  return american_by_lattice({in.S, in.T, in.r, in.q, dividends}, std::span(&contract, 1), lattice).front();
}

}  // namespace gammafield::pricing
