#include "gammafield/brief_pages.h"

#include <chrono>

#include <fmt/format.h>

#include "alerts/words.h"
#include "brief/brief.h"

namespace gammafield::app {
namespace {

constexpr std::size_t bytes_max = 3'500;  // Telegram's 4,096 with the notes behind it
constexpr std::chrono::minutes late{5};   // a first snapshot after this has missed some of the session

template <class T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::optional<engine::DayWall> day_wall(const levels::Level<session::WallReport>& wall) {
  if (!wall) return std::nullopt;
  return engine::DayWall{wall->at.strike, wall->state, {}, {}};
}

void add(engine::ReplayDay& day, const engine::Report& report) {
  const auto& session = *report.over_time;
  day.date = report.session;
  day.close = report.spot;
  ++day.snapshots;
  day.call_wall = day_wall(session.call_wall);
  day.put_wall = day_wall(session.put_wall);
  day.flip = report.levels.flip ? std::optional{report.levels.flip->price} : std::nullopt;
  day.net_gex = report.levels.totals.net_gex;
  day.tier = session.tier;
  day.regime = session.regime ? std::optional{session.regime->label} : std::nullopt;
  append(day.attempts, session.attempts);
  append(day.migrations, session.migrations);
  append(day.events, session.events);
}

/// An alert has its title and its notes by themselves.
std::string without_first_line(std::string text) { return text.erase(0, text.find('\n') + 1); }

}  // namespace

void BriefPages::take(const engine::Report& report) {
  const auto known = symbols_.find(report.symbol);
  if (known == symbols_.end() || known->second.last.session != report.session)
    symbols_.insert_or_assign(report.symbol, Seen{report, {}, report.as_of});
  Seen& seen = symbols_.find(report.symbol)->second;
  seen.last = report;
  add(seen.day, report);
}

std::optional<alerts::Page> BriefPages::page(alerts::AlertKind kind, std::string_view symbol,
                                             market::Date session) const {
  const auto known = symbols_.find(symbol);
  if (known == symbols_.end()) return std::nullopt;
  const Seen& seen = known->second;
  const bool evening = kind == alerts::AlertKind::end_of_day;
  if (evening && seen.last.session != session) return std::nullopt;
  const auto made =
      evening ? brief::evening({.report = seen.last, .day = seen.day}) : brief::morning({.report = seen.last});
  alerts::Page page{made.title, without_first_line(brief::message(made, bytes_max)), alerts::report_notes(seen.last),
                    seen.last.as_of};
  if (evening && seen.first > seen.last.calendar->session_open(session) + late)
    page.text += fmt::format("What happened before {} was not watched.\n", seen.last.calendar->written(seen.first));
  return page;
}

}  // namespace gammafield::app
