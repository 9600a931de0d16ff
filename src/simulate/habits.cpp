#include "simulate/habits.h"

#include <cmath>

namespace gammafield::simulate {
namespace {

using market::ExpiryClass;
using market::Settlement;

/// Falls to 1/e over `lifetime` years.
double fading(market::Years years, double lifetime) { return std::exp(-years.value() / lifetime); }

Habits zero_dte() {
  return {.finest_reach = 0.07,
          .coarse_reach = 0.12,
          .widest_reach = 0.6,
          .put_interest = 900,
          .call_interest = 1000,
          .interest_width = 0.045,
          .in_the_money_width = 0.01,
          .roundness = 0.45,
          .traded = 45'000,
          .traded_width = 0.007};
}

Habits daily(market::Years years) {
  const double interest = fading(years, 0.035), reach = fading(years, 0.045);
  return {.finest_reach = 0.075 * reach,
          .coarse_reach = 0.12,
          .widest_reach = 0.6,
          .put_interest = 750 * interest,
          .call_interest = 850 * interest,
          .interest_width = 0.045,
          .in_the_money_width = 0.01,
          .roundness = 0.5,
          .traded = 5000 * fading(years, 0.004) + 80 * interest,
          .traded_width = 0.012 + 0.05 * std::sqrt(years.value())};
}

Habits friday(market::Years years) {
  const double interest = fading(years, 0.12);
  return {.finest_reach = 0.11 * fading(years, 0.09),
          .coarse_reach = 0.14,
          .widest_reach = 0.65,
          .put_interest = 1500 * interest,
          .call_interest = 1200 * interest,
          .interest_width = 0.09,
          .in_the_money_width = 0.015,
          .roundness = 0.6,
          .traded = 500 * fading(years, 0.03) + 4,
          .traded_width = 0.03};
}

Habits monthly_pm(market::Years years) {
  const double interest = fading(years, 0.2);
  return {.finest_reach = 0.13 * fading(years, 0.25),
          .coarse_reach = 0.18,
          .widest_reach = 0.75,
          .put_interest = 1500 * interest,
          .call_interest = 1200 * interest,
          .interest_width = 0.11,
          .in_the_money_width = 0.02,
          .roundness = 0.6,
          .traded = 400 * fading(years, 0.05) + 3,
          .traded_width = 0.04};
}

Habits month_end(market::Years years, bool quarter) {
  const double interest = (quarter ? 1.5 : 1.0) * fading(years, quarter ? 1.0 : 0.25);
  return {.finest_reach = quarter ? 0.18 * fading(years, 0.9) : 0.14 * fading(years, 0.4),
          .coarse_reach = 0.18,
          .widest_reach = 0.65,
          .put_interest = 1300 * interest,
          .call_interest = 1700 * interest,
          .interest_width = 0.12,
          .in_the_money_width = 0.02,
          .roundness = 0.6,
          .traded = 250 * fading(years, 0.06) + 3,
          .traded_width = 0.04};
}

/// Most of what is held is held here: quarters longer than other months, and Decembers years ahead.
Habits monthly_am(market::Years years, bool quarter) {
  const double T = years.value();
  const double interest = quarter ? 1.5 * fading(years, 2) : fading(years, 0.45);
  return {.finest_reach = 0.15 * fading(years, 0.3),
          .coarse_reach = T < 1.3 ? 0.25 : 0.06,
          .widest_reach = 0.97,
          .put_interest = 2500 * interest,
          .call_interest = 3000 * interest,
          .interest_width = 0.2 + 0.06 * T,
          .in_the_money_width = 0.05,
          .roundness = 1,
          .traded = 500 * fading(years, 0.08) + 4,
          .traded_width = 0.05};
}

}  // namespace

Habits habits_of(const SimulatedExpiry& expiry) {
  switch (expiry.expiry_class) {
    case ExpiryClass::zero_dte: return zero_dte();
    case ExpiryClass::weekly_fri: return friday(expiry.years);
    case ExpiryClass::month_end: return month_end(expiry.years, false);
    case ExpiryClass::quarter_end: return month_end(expiry.years, true);
    case ExpiryClass::monthly_opex:
    case ExpiryClass::quarterly_opex: {
      if (expiry.settlement == Settlement::pm) return monthly_pm(expiry.years);
      return monthly_am(expiry.years, expiry.expiry_class == ExpiryClass::quarterly_opex);
    }
    default: return daily(expiry.years);
  }
}

}  // namespace gammafield::simulate
