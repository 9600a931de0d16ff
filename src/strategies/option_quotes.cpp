#include "strategies/option_quotes.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "pricing/black_scholes.h"
#include "pricing/time_left.h"

namespace gammafield::strategies {
namespace {

double years(market::Instant from, market::Instant to) {
  return std::chrono::duration<double>(to - from).count() / pricing::seconds_a_year;
}

double paid(const Option& option, double spot) {
  const double over = option.right == market::Right::call ? spot - option.strike : option.strike - spot;
  return std::max(0.0, over);
}

}  // namespace

std::optional<OptionPrice> price_of(const OptionQuotes& quotes, const Option& option, market::Instant now,
                                    double spot) {
  const auto expiry = std::ranges::find(quotes.expiries, option.settles_at, &ExpiryQuotes::settles_at);
  if (expiry == quotes.expiries.end()) return std::nullopt;
  const auto quote = std::ranges::lower_bound(expiry->strikes, option.strike, {}, &StrikeQuote::strike);
  if (quote == expiry->strikes.end() || quote->strike != option.strike) return std::nullopt;
  const auto half_spread = option.right == market::Right::call ? quote->call_half_spread : quote->put_half_spread;
  if (now >= option.settles_at) return OptionPrice{paid(option, spot), half_spread, expiry->multiplier};
  const double left = years(now, option.settles_at);
  const double part = left / years(quotes.as_of, option.settles_at);
  const double forward = spot * std::pow(expiry->forward / quotes.spot, part);
  const double discount = std::pow(expiry->discount, part);
  const double price = pricing::black_price(option.right, forward, option.strike, quote->vol * std::sqrt(left));
  return OptionPrice{discount * price, half_spread, expiry->multiplier};
}

std::optional<market::Date> most_exposed_expiry(const OptionQuotes& quotes, double strike) {
  constexpr double near = 0.001;
  const auto away = [&](const StrikeExpiry& each) { return std::abs(each.strike - strike); };
  const auto nearest = std::ranges::min_element(quotes.most_exposed, {}, away);
  if (nearest == quotes.most_exposed.end() || away(*nearest) > near * strike) return std::nullopt;
  return nearest->date;
}

}  // namespace gammafield::strategies
