#include "strategies/choose_options.h"

#include <algorithm>
#include <cmath>

namespace gammafield::strategies {

const ExpiryQuotes* first_expiry(const View& view, const std::function<bool(market::Date)>& will_do) {
  const auto* quotes = view.quotes();
  if (quotes == nullptr) return nullptr;
  const auto found = std::ranges::find_if(quotes->expiries, will_do, &ExpiryQuotes::date);
  return found == quotes->expiries.end() ? nullptr : &*found;
}

const ExpiryQuotes* last_expiry(const View& view, const std::function<bool(market::Date)>& will_do) {
  const auto* quotes = view.quotes();
  if (quotes == nullptr) return nullptr;
  const ExpiryQuotes* last = nullptr;
  for (const auto& expiry : quotes->expiries) {
    if (will_do(expiry.date)) last = &expiry;
  }
  return last;
}

std::optional<double> strike_from(const ExpiryQuotes& expiry, double at_least) {
  const auto found = std::ranges::lower_bound(expiry.strikes, at_least, {}, &StrikeQuote::strike);
  return found == expiry.strikes.end() ? std::nullopt : std::optional(found->strike);
}

std::optional<double> strike_up_to(const ExpiryQuotes& expiry, double at_most) {
  const auto above = std::ranges::upper_bound(expiry.strikes, at_most, {}, &StrikeQuote::strike);
  return above == expiry.strikes.begin() ? std::nullopt : std::optional(std::prev(above)->strike);
}

std::optional<double> nearest_strike(const ExpiryQuotes& expiry, double price) {
  const auto nearest = std::ranges::min_element(
      expiry.strikes, {}, [price](const StrikeQuote& quote) { return std::abs(quote.strike - price); });
  return nearest == expiry.strikes.end() ? std::nullopt : std::optional(nearest->strike);
}

}  // namespace gammafield::strategies
