#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "market/calendar.h"
#include "market/chain.h"
#include "market/roots.h"
#include "pricing/black_scholes.h"
#include "pricing/time_left.h"

/// Only for tests: chains by hand, quoted exactly by a known forward, discount and smile.
namespace gammafield::pricing {

using std::chrono::August;
using std::chrono::day;
using std::chrono::September;
using std::chrono::year;

inline constexpr market::Date tuesday = year(2026) / August / 18;

inline market::Instant at_noon(market::Date date) { return market::from_new_york(date, std::chrono::hours(12)); }

/// What an expiry's quotes are made from.
struct MadeExpiry {
  std::string root = "SPXW";
  market::Date date = year(2026) / September / 18;
  double forward = 5020, discount = 0.995;
  std::function<double(double)> sigma = [](double) { return 0.2; };  ///< of the strike
  double half_spread = 0.05;
};

class TestingChain {
 public:
  explicit TestingChain(market::Instant as_of = at_noon(tuesday)) {
    chain_.symbol = "SPX";
    chain_.as_of = as_of;
    chain_.session = market::to_new_york(as_of).date;
  }

  TestingChain& with_spot(double spot) {
    chain_.spot = market::Spot{spot};
    return *this;
  }

  /// An expiry without rows.
  TestingChain& add(const std::string& root, market::Date date) {
    const market::RootSpec spec = market::root_spec(root);
    market::Expiry expiry;
    expiry.root = root;
    expiry.date = date;
    expiry.settlement = spec.settlement;
    expiry.exercise = spec.exercise;
    expiry.multiplier = spec.multiplier;
    expiry.settles_at = market::Calendar::us().settles_at(date, spec.settlement);
    chain_.expiries.push_back(expiry);
    return *this;
  }

  /// A row of the last expiry added.
  market::OptionRow& row(market::Right right, double strike) {
    market::OptionRow option;
    option.expiry = static_cast<std::uint32_t>(chain_.expiries.size() - 1);
    option.right = right;
    option.strike = market::Strike{strike};
    option.open_interest = market::Contracts{100};
    chain_.rows.push_back(option);
    return chain_.rows.back();
  }

  /// An expiry with a call and a put at each strike, quoted around their exact price.
  TestingChain& add_quoted(const MadeExpiry& made, double lowest, double highest, double step) {
    add(made.root, made.date);
    const double years = time_left(chain_.expiries.back(), chain_.as_of, Clock::act365_minutes).years;
    for (double strike = lowest; strike <= highest + 1e-9; strike += step)
      for (const market::Right right : {market::Right::call, market::Right::put}) {
        const double sigma = made.sigma(strike);
        const double price =
            made.discount * black_price(right, made.forward, strike, sigma * std::sqrt(std::max(years, 1e-9)));
        market::OptionRow& option = row(right, strike);
        option.bid = market::Price{std::max(price - made.half_spread, 0.0)};
        option.ask = market::Price{std::max(price - made.half_spread, 0.0) + 2 * made.half_spread};
        option.vendor_vol = market::ImpliedVol{sigma};
      }
    return *this;
  }

  template <class Change>
  TestingChain& change_rows(Change change) {
    for (market::OptionRow& option : chain_.rows) change(option);
    return *this;
  }

  [[nodiscard]] const market::ChainSnapshot& chain() const { return chain_; }
  [[nodiscard]] market::ChainSnapshot& chain() { return chain_; }
  [[nodiscard]] std::shared_ptr<const market::ChainSnapshot> shared() const {
    return std::make_shared<market::ChainSnapshot>(chain_);
  }

 private:
  market::ChainSnapshot chain_;
};

inline void remove_quote(market::OptionRow& row) {
  row.bid.reset();
  row.ask.reset();
}

}  // namespace gammafield::pricing
