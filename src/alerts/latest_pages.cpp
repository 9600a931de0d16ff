#include "alerts/latest_pages.h"

#include <fmt/format.h>

#include "alerts/words.h"

namespace gammafield::alerts {

void LatestPages::take(const engine::Report& report) {
  latest_[report.symbol] = {{report.symbol, market::in_money_of(report.calendar->rules(), levels_line(report)),
                             report_notes(report), report.as_of},
                            report.session};
}

std::optional<Page> LatestPages::page(AlertKind kind, std::string_view symbol, market::Date session) const {
  const auto latest = latest_.find(symbol);
  if (latest == latest_.end()) return std::nullopt;
  const bool evening = kind == AlertKind::end_of_day;
  if (evening && latest->second.session != session) return std::nullopt;
  Page page = latest->second.page;
  page.title =
      fmt::format("{} {} {}", symbol, evening ? "at the end of" : "before the open of", market::to_string(session));
  return page;
}

}  // namespace gammafield::alerts
