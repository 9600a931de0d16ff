#include "gammafield/brief_pages.h"

#include "alerts/words.h"
#include "brief/brief.h"

namespace gammafield::app {
namespace {

constexpr std::size_t bytes_max = 3'500;  // Telegram's 4,096 with the notes behind it

/// An alert has its title and its notes by themselves.
std::string without_first_line(std::string text) { return text.erase(0, text.find('\n') + 1); }

}  // namespace

void BriefPages::take(const engine::Report& report) {
  const auto known = symbols_.try_emplace(report.symbol, Seen{report, {}}).first;
  known->second.last = report;
  known->second.day.take(report);
}

std::optional<alerts::Page> BriefPages::page(alerts::AlertKind kind, std::string_view symbol,
                                             market::Date session) const {
  const auto known = symbols_.find(symbol);
  if (known == symbols_.end()) return std::nullopt;
  const Seen& seen = known->second;
  const bool evening = kind == alerts::AlertKind::end_of_day;
  if (evening && seen.last.session != session) return std::nullopt;
  const auto made =
      evening ? brief::evening({.report = seen.last, .day = seen.day.day(), .seen_from = seen.day.seen_from()})
              : brief::morning({.report = seen.last});
  alerts::Page page{made.title, without_first_line(brief::message(made, bytes_max)), alerts::report_notes(seen.last),
                    seen.last.as_of};
  return page;
}

}  // namespace gammafield::app
