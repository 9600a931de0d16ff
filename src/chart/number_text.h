#pragma once

#include <string>

#include "market/calendar.h"
#include "market/date.h"
#include "market/units.h"

/// Numbers and times as a trader reads them. A minus is U+2212, as wide as a plus. A NaN or an
/// infinity is `unknown`.
namespace gammafield::chart {

[[nodiscard]] std::string money(
    market::UsdPerPercent);  ///< `$1.24bn`, `$870m`, `−$12.3k`: three digits, at most trillions
[[nodiscard]] std::string signed_money(market::UsdPerPercent);  ///< the same with `+` before what is above zero
[[nodiscard]] std::string money(market::Usd);                   ///< the same of plain dollars
[[nodiscard]] std::string signed_money(market::Usd);
[[nodiscard]] std::string signed_shares(market::Shares);  ///< `+1.24m`, `−12.3k`, `0`: three digits
[[nodiscard]] std::string price_text(market::Spot);       ///< `4,505.10`; whole numbers without decimals
[[nodiscard]] std::string price_text(market::Strike);
[[nodiscard]] std::string whole_number(market::Contracts);  ///< `1,234,567`

/// A share of one in percent, at most one decimal: `98.3 %`, `<0.1 %` rather than 0 for what is not nothing.
struct Share {
  double of_one = 0;
};
[[nodiscard]] std::string percent(Share);
/// Per cent with sign and two decimals below ten: `+0.44 %`, `−12.5 %`.
struct Change {
  double pct = 0;
};
[[nodiscard]] std::string signed_percent(Change);

[[nodiscard]] std::string day_text(market::Date);   ///< `Thu 14 Sep 2023`
[[nodiscard]] std::string short_day(market::Date);  ///< `14 Sep`
/// `Thu 14 Sep 2023, 16:31 New York`.
[[nodiscard]] std::string time_text(market::Instant, const market::Calendar&);

}  // namespace gammafield::chart
