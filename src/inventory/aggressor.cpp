#include "inventory/aggressor.h"

#include <cmath>

namespace gammafield::inventory {
namespace {

using enum CustomerSide;

// Prices are written in cents or finer; the middle of two of them must not be missed for a rounding in the last bit.
constexpr double same_price = 1e-9;

CustomerSide against(double price, double level) {
  if (std::abs(price - level) <= same_price) return unclear;
  return price > level ? bought : sold;
}

CustomerSide by_quote(double price, double bid, double ask) {
  return bid <= ask ? against(price, (bid + ask) / 2) : unclear;
}

CustomerSide by_one_side(double price, const TradeQuote& quote) {
  if (quote.ask && quote.ask->value() > 0 && price >= quote.ask->value() - same_price) return bought;
  if (quote.bid && quote.bid->value() > 0 && price <= quote.bid->value() + same_price) return sold;
  return unclear;
}

bool two_sided(const TradeQuote& quote) { return quote.bid && quote.ask && quote.ask->value() > 0; }

}  // namespace

CustomerSide TickTest::next(market::Price price) {
  if (last_) {
    if (const auto side = against(price.value(), last_->value()); side != unclear) side_ = side;
  }
  last_ = price;
  return side_;
}

Aggressor aggressor(market::Price price, const TradeQuote& quote, CustomerSide tick) {
  if (two_sided(quote)) {
    if (const auto side = by_quote(price.value(), quote.bid->value(), quote.ask->value()); side != unclear)
      return {side, SideRule::quote};
  } else if (const auto side = by_one_side(price.value(), quote); side != unclear) {
    return {side, SideRule::at_quote};
  }
  return tick == unclear ? Aggressor{} : Aggressor{tick, SideRule::tick};
}

}  // namespace gammafield::inventory
