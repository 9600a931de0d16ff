#pragma once

#include <cstdint>
#include <string_view>

#include "market/calendar.h"
#include "market/contract.h"
#include "market/date.h"

namespace gammafield::market {

/// The most specific class an expiry belongs to (docs/methods.md 1.4.11), as seen from a snapshot's date. "opex" is the
/// exchange's monthly expiry (Calendar::monthly_expiry): the third Friday in the US, the last Tuesday at NSE, the last
/// Friday of coins.
enum class ExpiryClass : std::uint8_t {
  zero_dte,        ///< settles today
  quarter_end,     ///< PM, last business day of March, June, September, December
  month_end,       ///< PM, last business day of another month; only where the exchange lists such series (US)
  quarterly_opex,  ///< the monthly expiry (moved when a holiday) of March, June, September, December
  monthly_opex,    ///< the monthly expiry (moved when a holiday) of another month
  weekly_fri,
  weekly_mon,
  weekly_tue,
  weekly_wed,
  weekly_thu,
  weekly_sat,  ///< only where the market never closes
  weekly_sun,
};

[[nodiscard]] ExpiryClass expiry_class(Date expiry, Settlement, Date today, const Calendar&);
[[nodiscard]] std::string_view to_string(ExpiryClass);  ///< `0dte`, `quarter_end`, ... `weekly_fri`

/// An overlay on the class: more than 365 days to live.
[[nodiscard]] bool is_leaps(Date expiry, Date today);

}  // namespace gammafield::market
