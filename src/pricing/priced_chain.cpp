#include "pricing/priced_chain.h"

#include <chrono>
#include <cmath>
#include <cstdint>

#include "pricing/time_left.h"

namespace gammafield::pricing {

double PricedChain::years_between(market::Instant from, market::Instant to) const {
  if (business_time) return business_time->years_between(from, to);
  return static_cast<double>((to - from).count()) / seconds_a_year;
}

market::Instant PricedChain::instant_after(double years) const {
  if (business_time) return business_time->after(chain->as_of, years);
  return chain->as_of + std::chrono::seconds{static_cast<std::int64_t>(std::ceil(years * seconds_a_year))};
}

}  // namespace gammafield::pricing
