#include "market/expiry_class.h"

#include <array>

namespace gammafield::market {
namespace {

using namespace std::chrono;

bool ends_a_quarter(month m) { return static_cast<unsigned>(m) % 3 == 0; }

bool is_last_trading_day_of_month(Date day, const Calendar& calendar) {
  return calendar.next_trading_day(day).month() != day.month();
}

ExpiryClass weekly_class(Date day, bool never_closes) {
  using enum ExpiryClass;
  constexpr std::array by_weekday{weekly_sun, weekly_mon, weekly_tue, weekly_wed, weekly_thu, weekly_fri, weekly_sat};
  const ExpiryClass found = by_weekday[weekday{sys_days{day}}.c_encoding()];
  // Elsewhere a session on a weekend comes only from a user's calendar; it ends that week.
  return never_closes || (found != weekly_sat && found != weekly_sun) ? found : weekly_fri;
}

}  // namespace

ExpiryClass expiry_class(Date expiry, Settlement settlement, Date today, const Calendar& calendar) {
  using enum ExpiryClass;
  const Date day = calendar.trading_day_on_or_before(expiry);
  if (day == today) return zero_dte;
  const bool quarterly = ends_a_quarter(day.month());
  if (calendar.rules().month_end_series && settlement == Settlement::pm &&
      is_last_trading_day_of_month(day, calendar)) {
    return quarterly ? quarter_end : month_end;
  }
  if (day == calendar.monthly_expiry(day.year() / day.month())) return quarterly ? quarterly_opex : monthly_opex;
  return weekly_class(day, calendar.rules().never_closes);
}

std::string_view to_string(ExpiryClass expiry_class) {
  switch (expiry_class) {
    case ExpiryClass::zero_dte: return "0dte";
    case ExpiryClass::quarter_end: return "quarter_end";
    case ExpiryClass::month_end: return "month_end";
    case ExpiryClass::quarterly_opex: return "quarterly_opex";
    case ExpiryClass::monthly_opex: return "monthly_opex";
    case ExpiryClass::weekly_fri: return "weekly_fri";
    case ExpiryClass::weekly_mon: return "weekly_mon";
    case ExpiryClass::weekly_tue: return "weekly_tue";
    case ExpiryClass::weekly_wed: return "weekly_wed";
    case ExpiryClass::weekly_thu: return "weekly_thu";
    case ExpiryClass::weekly_sat: return "weekly_sat";
    case ExpiryClass::weekly_sun: return "weekly_sun";
  }
  return "";
}

bool is_leaps(Date expiry, Date today) {
  constexpr days a_year{365};
  return sys_days{expiry} - sys_days{today} > a_year;
}

}  // namespace gammafield::market
