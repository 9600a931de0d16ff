#include "playback/occ_vendor.h"

#include <charconv>

#include "market/calendar.h"
#include "simulate/vendor_answers.h"

namespace gammafield::playback {
namespace {

/// The month of `MM/DD/YYYY`; none of anything else.
std::optional<std::chrono::year_month> month_of(std::string_view text) {
  unsigned month = 0;
  int year = 0;
  if (text.size() != 10 || text[2] != '/' || text[5] != '/') return std::nullopt;
  std::from_chars(text.data(), text.data() + 2, month);
  std::from_chars(text.data() + 6, text.data() + 10, year);
  const auto found = std::chrono::year{year} / std::chrono::month{month};
  return found.ok() ? std::optional{found} : std::nullopt;
}

/// A month's sessions before this one.
std::vector<market::Date> sessions_of(std::chrono::year_month month, market::Date before) {
  const auto& calendar = market::Calendar::us();
  std::vector<market::Date> sessions;
  const market::Date first{month / 1};
  for (auto day = calendar.is_trading_day(first) ? first : calendar.next_trading_day(first);
       day < before && day.year() == month.year() && day.month() == month.month(); day = calendar.next_trading_day(day))
    sessions.push_back(day);
  return sessions;
}

}  // namespace

feeds::Response OccVendor::answer(const Asked& asked, market::Instant at) {
  const auto chain = tape_.at(at);
  const auto path = path_of(asked.target);
  if (path.ends_with("/series-search")) {
    if (query_value(asked.target, "symbol") == chain->symbol)
      return document(simulate::to_occ_series(*chain), "text/plain");
    return document("No Records Found.\r\n", "text/plain");
  }
  const auto month = month_of(query_value(asked.target, "reportDate"));
  if (!path.ends_with("/daily-open-interest") || !month) return error(404, "Not Found");
  const auto session = market::Calendar::us().session_of(at);
  return document(simulate::to_occ_report(sessions_of(*month, session)), "text/csv");
}

}  // namespace gammafield::playback
