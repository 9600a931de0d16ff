#pragma once

#include <cmath>
#include <string>

#include "hedging/scenario.h"

/// Made-up scenarios for the tests of this folder.
namespace gammafield::hedging {

/// A position in options that settle at this minute, by one volatility.
inline Book one_option(market::Right right, double strike, double shares, Minutes settles, double vol) {
  return {{{settles}}, {{0, right, market::Strike{strike}, market::Shares{shares}, market::ImpliedVol{vol}}}};
}

/// Options whose dollar gamma is the same at every spot and time: weights dK / K^2, of which sum w Gamma S^2 is `net`
/// (shares times dollars; + long), because S^2 Gamma = K^2 d2C/dK2. By calls of one expiry far away.
inline Book constant_dollar_gamma(double spot, double net, double vol, Minutes settles) {
  Book book{{{settles}}, {}};
  constexpr double ratio = 1.01;
  for (double strike = spot / 4; strike < 4 * spot; strike *= ratio) {
    const double width = strike * (std::sqrt(ratio) - 1 / std::sqrt(ratio));
    book.positions.push_back({0, market::Right::call, market::Strike{strike},
                              market::Shares{net * width / (strike * strike)}, market::ImpliedVol{vol}});
  }
  return book;
}

inline Dealer dealer_with(Book book, Policy policy = policy::Continuous{}, unsigned lag = 1) {
  Dealer dealer;
  dealer.name = "dealers";
  dealer.book = std::move(book);
  dealer.policy = policy;
  dealer.lag = lag;
  return dealer;
}

inline Scenario scenario_of(double spot, Minutes minutes, std::size_t steps, double vol) {
  Scenario scenario;
  scenario.name = "test";
  scenario.spot = market::Spot{spot};
  scenario.minutes = minutes;
  scenario.step = Minutes{minutes.value() / static_cast<double>(steps)};
  scenario.noise.volatility = market::ImpliedVol{vol};
  return scenario;
}

}  // namespace gammafield::hedging
