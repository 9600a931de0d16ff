#pragma once

// For property tests only: random books in the range that real chains cover.

#include <rapidcheck.h>

#include <map>
#include <utility>
#include <vector>

#include "exposure/testing_book.h"

namespace gammafield::exposure {

/// Added to every relative tolerance: a random book may be so far out of the money that its exposure is no normal
/// number any more, and has no digits to compare.
inline constexpr double no_normal_number = 1e-290;

/// Spot 85 to 115, rates -1 % to 6 %, carry 0 to 5 %.
[[nodiscard]] inline rc::Gen<TestingMarket> random_market() {
  return rc::gen::exec([] {
    TestingMarket market;
    market.spot = *rc::gen::inRange(85'00, 115'00) * 0.01;
    market.rate = *rc::gen::inRange(-100, 601) * 1e-4;
    market.carry = *rc::gen::inRange(0, 501) * 1e-4;
    return market;
  });
}

namespace testing_detail {

/// A call and a put at each of up to 40 (expiry, strike): hours to two years, 70 to 130, vol 8 % to 90 %.
inline std::vector<TestingOption> some_pairs() {
  std::map<std::pair<double, double>, double> vol_of;
  for (int i = *rc::gen::inRange(1, 41); i > 0; --i) {
    const double years = *rc::gen::element(3.0 / 8760, 1.0 / 365, 7.0 / 365, 30.0 / 365, 91.0 / 365, 2.0);
    vol_of[{years, *rc::gen::inRange(70, 131)}] = *rc::gen::inRange(8, 91) * 0.01;
  }
  std::vector<TestingOption> options;
  for (const auto& [place, vol] : vol_of) {
    for (const market::Right right : {market::Right::call, market::Right::put}) {
      const double open_interest = *rc::gen::inRange(1, 100'000);
      options.push_back({place.first, right, place.second, vol, open_interest});
    }
  }
  return options;
}

}  // namespace testing_detail

/// Both rights at every strike, strikes around 100.
[[nodiscard]] inline rc::Gen<std::vector<TestingOption>> random_pairs() {
  return rc::gen::exec([] { return testing_detail::some_pairs(); });
}

/// Some of them; never none.
[[nodiscard]] inline rc::Gen<std::vector<TestingOption>> random_options() {
  return rc::gen::exec([] {
    std::vector<TestingOption> options;
    const std::vector<TestingOption> pairs = testing_detail::some_pairs();
    for (const TestingOption& option : pairs) {
      if (*rc::gen::arbitrary<bool>()) options.push_back(option);
    }
    return options.empty() ? pairs : options;
  });
}

}  // namespace gammafield::exposure
