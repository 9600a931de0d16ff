#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "market/date.h"
#include "market/day_kind.h"

namespace gammafield::market {

/// Where a chain is listed.
enum class Exchange : std::uint8_t {
  us,       ///< the options exchanges of the United States
  nse,      ///< the National Stock Exchange of India
  deribit,  ///< coins, around the clock
  okx,      ///< the same hours as Deribit's, other contract sizes
};
inline constexpr unsigned exchange_count = static_cast<unsigned>(Exchange::okx) + 1;

/// What sets one exchange apart from another, as data: docs/methods.md 2.4. A further exchange is a further row of the
/// table in exchange.cpp, and its contracts' terms in roots.cpp.
struct ExchangeRules {
  std::string_view name;        ///< `US`, `NSE`, `Deribit`
  std::string_view place;       ///< whose clock its times are told by: `New York`
  std::string_view currency;    ///< of strikes, premiums and exposures, ISO 4217: `USD`
  std::string_view money_sign;  ///< before amounts: `$`
  std::string_view money_word;  ///< `dollars`
  Instant (*from_local)(Date, std::chrono::seconds since_midnight);
  LocalTime (*to_local)(Instant);
  /// Of a session, since its date's midnight. Around the clock it is the day that ends with its date's expiries, and
  /// opens below zero: a session closes where the next one opens.
  std::chrono::seconds opens, closes, closes_early;
  bool never_closes;  ///< no holidays and no weekends
  DayKind (*day_kind)(Date);
  bool (*holidays_known)(std::chrono::year);        ///< else its weekdays all count as sessions
  Date (*monthly_expiry)(std::chrono::year_month);  ///< before a holiday moves it to the trading day before
  bool month_end_series;                            ///< lists expiries of their own on the last trading day of a month
  bool open_interest_runs;  ///< published through the day: that of the snapshot's moment, not of the close before
  bool trades_for_quotes;   ///< where a source has no bid and ask, its last trades are of the day and price the chain
  std::chrono::seconds final_average;  ///< the settlement value is the index's average over this long until then; 0: no
};

[[nodiscard]] const ExchangeRules& rules_of(Exchange);

/// Texts for people are written with `$`: the same text with the exchange's own sign.
[[nodiscard]] std::string in_money_of(const ExchangeRules&, std::string text);

}  // namespace gammafield::market
