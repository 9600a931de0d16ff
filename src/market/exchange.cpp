#include "market/exchange.h"

#include <array>

#include "market/nse_holidays.h"
#include "market/us_holidays.h"

namespace gammafield::market {
namespace {

using namespace std::chrono;

constexpr minutes india_offset{5 * 60 + 30};  // no daylight saving since 1945

Instant from_mumbai(Date date, seconds since_midnight) { return sys_days{date} + since_midnight - india_offset; }

LocalTime to_mumbai(Instant instant) {
  const Instant clock = instant + india_offset;
  const auto midnight = floor<days>(clock);
  return {Date{midnight}, clock - midnight};
}

Instant from_utc(Date date, seconds since_midnight) { return sys_days{date} + since_midnight; }

LocalTime to_utc(Instant instant) {
  const auto midnight = floor<days>(instant);
  return {Date{midnight}, instant - midnight};
}

bool always(year) { return true; }

DayKind always_open(Date) { return DayKind::open; }

Date third_friday(year_month month) { return sys_days{month / Friday[3]}; }

/// Until August 2025 the last Thursday, since then the last Tuesday: the exchanges were given a weekday each.
Date last_of_expiry_weekday(year_month month) {
  constexpr year_month tuesdays_since = 2025y / September;
  return sys_days{month / (month < tuesdays_since ? Thursday : Tuesday)[last]};
}

Date last_friday(year_month month) { return sys_days{month / Friday[last]}; }

/// Deribit's hours, which OKX keeps too: every day at 08:00 UTC something expires, and the next session begins.
constexpr ExchangeRules around_the_clock(std::string_view name) {
  return {.name = name,
          .place = "UTC",
          .currency = "USD",
          .money_sign = "$",
          .money_word = "dollars",
          .from_local = from_utc,
          .to_local = to_utc,
          .opens = hours{8 - 24},
          .closes = hours{8},
          .closes_early = hours{8},
          .never_closes = true,
          .day_kind = always_open,
          .holidays_known = always,
          .monthly_expiry = last_friday,
          .month_end_series = false,
          .open_interest_runs = true,
          .trades_for_quotes = false,
          .final_average = minutes{30}};
}

constexpr std::array table{
    ExchangeRules{.name = "US",
                  .place = "New York",
                  .currency = "USD",
                  .money_sign = "$",
                  .money_word = "dollars",
                  .from_local = from_new_york,
                  .to_local = to_new_york,
                  .opens = hours{9} + minutes{30},
                  .closes = hours{16},
                  .closes_early = hours{13},
                  .never_closes = false,
                  .day_kind = us_day_kind,
                  .holidays_known = always,
                  .monthly_expiry = third_friday,
                  .month_end_series = true,
                  .open_interest_runs = false,
                  .trades_for_quotes = false,  // evening downloads: trades of any age (docs/methods.md 2.5)
                  .final_average = seconds{0}},
    ExchangeRules{.name = "NSE",
                  .place = "Mumbai",
                  .currency = "INR",
                  .money_sign = "₹",
                  .money_word = "rupees",
                  .from_local = from_mumbai,
                  .to_local = to_mumbai,
                  .opens = hours{9} + minutes{15},
                  .closes = hours{15} + minutes{30},
                  .closes_early = hours{15} + minutes{30},  // it has no half days
                  .never_closes = false,
                  .day_kind = nse_day_kind,
                  .holidays_known = nse_holidays_known,
                  .monthly_expiry = last_of_expiry_weekday,
                  .month_end_series = false,
                  .open_interest_runs = true,
                  .trades_for_quotes = true,
                  .final_average = minutes{30}},
    around_the_clock("Deribit"),
    around_the_clock("OKX"),
};
static_assert(table.size() == exchange_count);

}  // namespace

std::string in_money_of(const ExchangeRules& rules, std::string text) {
  for (auto at = text.find('$'); at != text.npos; at = text.find('$', at + rules.money_sign.size()))
    text.replace(at, 1, rules.money_sign);
  return text;
}

const ExchangeRules& rules_of(Exchange exchange) { return table[static_cast<std::size_t>(exchange)]; }

}  // namespace gammafield::market
