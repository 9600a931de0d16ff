#pragma once

// For tests only: books and priced chains made by hand, so that tests of exposure and levels need no file and no
// pricing stage.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "exposure/book.h"
#include "pricing/american_chain.h"
#include "pricing/black_scholes.h"

namespace gammafield::exposure {

struct TestingOption {
  double years = 0;  ///< to settlement, whole seconds
  market::Right right = market::Right::call;
  double strike = 0;
  double vol = 0;            ///< a year
  double open_interest = 0;  ///< contracts
};

struct TestingMarket {
  double spot = 100;
  double rate = 0, carry = 0;
  double multiplier = 100;
  std::string root = "SPX";
  Positioning positioning{PositioningModel::naive};
  ExpiryFilter filter;
  bool american = false;
};

namespace testing_detail {

inline market::ChainSnapshot testing_chain(const std::vector<TestingOption>& options, const TestingMarket& market) {
  market::ChainSnapshot chain;
  chain.symbol = market.root;
  chain.spot = market::Spot{market.spot};
  chain.as_of = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{15};  // 10:00 in New York
  chain.session = std::chrono::year{2026} / 3 / 2;
  std::map<double, std::uint32_t> expiry_of;
  for (const TestingOption& option : options) expiry_of.emplace(option.years, 0);
  for (auto& [years, index] : expiry_of) {
    index = static_cast<std::uint32_t>(chain.expiries.size());
    const auto settles_at = chain.as_of + std::chrono::seconds{std::llround(years * 365 * 86400)};
    chain.expiries.push_back({.root = market.root,
                              .date = std::chrono::floor<std::chrono::days>(settles_at),
                              .settlement = market::Settlement::pm,
                              .exercise = market::Exercise::european,
                              .multiplier = market::Multiplier{market.multiplier},
                              .settles_at = settles_at,
                              .expiry_class = market::ExpiryClass::weekly_fri});
  }
  for (const TestingOption& option : options) {
    market::OptionRow& row = chain.rows.emplace_back();
    row.expiry = expiry_of.at(option.years);
    row.right = option.right;
    row.strike = market::Strike{option.strike};
    row.vendor_vol = market::ImpliedVol{option.vol};
    row.open_interest = market::Contracts{option.open_interest};
  }
  return chain;
}

inline double years_of(const std::vector<TestingOption>& options, const market::Expiry& expiry,
                       const market::ChainSnapshot& chain) {
  const auto seconds = static_cast<double>((expiry.settles_at - chain.as_of).count());
  const auto option = std::ranges::min_element(
      options, {}, [&](const TestingOption& each) { return std::abs(each.years * 365 * 86400 - seconds); });
  return option->years;  // as given, not as rounded to seconds
}

}  // namespace testing_detail

/// Options in any order; one chain row, one priced option each, in the chain's order. No duplicates.
[[nodiscard]] inline std::shared_ptr<pricing::PricedChain> testing_priced_chain(std::vector<TestingOption> options,
                                                                                const TestingMarket& market = {}) {
  std::ranges::sort(options, {},
                    [](const TestingOption& option) { return std::tuple{option.years, option.strike, option.right}; });
  auto chain = std::make_shared<market::ChainSnapshot>(testing_detail::testing_chain(options, market));
  auto priced = std::make_shared<pricing::PricedChain>();
  priced->spot = market::Spot{market.spot};
  for (const market::Expiry& expiry : chain->expiries) {
    const double years = testing_detail::years_of(options, expiry, *chain);
    pricing::PricedExpiry& priced_expiry = priced->expiries.emplace_back();
    priced_expiry.years = years;
    priced_expiry.forward.forward = market.spot * std::exp((market.rate - market.carry) * years);
    priced_expiry.forward.discount = std::exp(-market.rate * years);
    priced_expiry.rate = market.rate;
    priced_expiry.carry = market.carry;
    priced_expiry.american = market.american;
  }
  for (std::uint32_t i = 0; i < options.size(); ++i) {
    const TestingOption& option = options[i];
    const pricing::BlackScholesInput input{.right = option.right,
                                           .S = market.spot,
                                           .K = option.strike,
                                           .T = option.years,
                                           .r = market.rate,
                                           .q = market.carry,
                                           .sigma = option.vol};
    pricing::PricedOption& priced_option = priced->options.emplace_back();
    priced_option.row = i;
    priced_option.expiry = chain->rows[i].expiry;
    priced_option.sigma = option.vol;
    priced_option.greeks = pricing::black_scholes_greeks(input);
    ++priced->expiries[chain->rows[i].expiry].priced;
  }
  priced->quote_flags.resize(options.size());
  priced->chain = std::move(chain);
  if (market.american) pricing::add_early_exercise(*priced);
  return priced;
}

[[nodiscard]] inline Book testing_book(std::vector<TestingOption> options, const TestingMarket& market = {}) {
  return make_book(testing_priced_chain(std::move(options), market), market.positioning, market.filter);
}

}  // namespace gammafield::exposure
