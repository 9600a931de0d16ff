#include "studies/context.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/lower_case.h"
#include "ingest/cells.h"
#include "ingest/excerpt.h"
#include "studies/named_table.h"

namespace gammafield::studies {
namespace {

std::string not_a(std::string_view what, std::string_view cell) {
  return fmt::format("\"{}\" is no {}", ingest::excerpt(cell), what);
}

/// Cboe's history of an index has its closes in a column of that name.
std::string_view value_column(std::string_view text) {
  const auto header = base::lower_case(text.substr(0, text.find('\n')));
  return header.find("value") == std::string::npos && header.find("close") != std::string::npos ? "close" : "value";
}

market::Date session_for(const ingest::Moment& moment, const market::Calendar& calendar) {
  const auto date = ingest::date_of(moment, calendar);
  if (!calendar.is_trading_day(date)) return calendar.next_trading_day(date);
  const bool over = moment.has_time && ingest::instant_of(moment, calendar) > calendar.session_close(date);
  return over ? calendar.next_trading_day(date) : date;
}

}  // namespace

base::Result<std::vector<ClosingValue>, base::Refusal> read_closing_values(std::string_view text, std::string_view name,
                                                                           const market::Calendar& calendar) {
  const std::array<std::string_view, 2> columns{"date", value_column(text)};
  std::vector<ClosingValue> values;
  const auto refused = read_named_table(text, name, columns, [&](const NamedRow& row) -> std::optional<std::string> {
    const auto moment = ingest::parse_moment(row.cells[0]);
    if (!moment || moment->has_time) return not_a("date, 2026-01-20", row.cells[0]);
    const auto session = ingest::date_of(*moment, calendar);
    if (!values.empty() && session <= values.back().session) return "the dates do not ascend";
    if (row.cells[1].empty()) return std::nullopt;
    const auto value = positive_number(row.cells[1]);
    if (!value) return not_a("number above zero", row.cells[1]);
    values.push_back({session, *value});
    return std::nullopt;
  });
  if (refused) return base::failure(*refused);
  if (values.empty())
    return base::failure(
        base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: no day with a value", name)});
  return values;
}

std::optional<double> known_at_start(const std::vector<ClosingValue>& values, market::Date session,
                                     const market::Calendar& calendar) {
  const auto before = calendar.previous_trading_day(session);
  const auto found = std::ranges::lower_bound(values, before, {}, &ClosingValue::session);
  return found == values.end() || found->session != before ? std::nullopt : std::optional(found->value);
}

base::Result<std::vector<ScheduledEvent>, base::Refusal> read_events(std::string_view text, std::string_view name,
                                                                     const market::Calendar& calendar) {
  constexpr std::array<std::string_view, 2> columns{"at", "name"};
  std::vector<ScheduledEvent> events;
  const auto refused = read_named_table(text, name, columns, [&](const NamedRow& row) -> std::optional<std::string> {
    const auto moment = ingest::parse_moment(row.cells[0]);
    if (!moment) return not_a("date or time, 2026-01-28 or 2026-01-28 14:00", row.cells[0]);
    auto event = ingest::excerpt(row.cells[1]);
    if (event.empty()) return "no name that can be read";
    events.push_back({session_for(*moment, calendar), std::move(event)});
    return std::nullopt;
  });
  if (refused) return base::failure(*refused);
  if (events.empty())
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: no event", name)});
  std::ranges::sort(events, {}, [](const auto& event) { return std::tie(event.session, event.name); });
  return events;
}

std::optional<bool> has_event(const std::vector<ScheduledEvent>& events, market::Date session) {
  if (events.empty() || session < events.front().session || session > events.back().session) return std::nullopt;
  return std::ranges::binary_search(events, session, {}, &ScheduledEvent::session);
}

std::string kinds_of(const std::vector<ScheduledEvent>& events) {
  constexpr std::size_t told = 5;
  std::vector<std::string> names;
  for (const auto& event : events) {
    if (std::ranges::find(names, event.name) == names.end()) names.push_back(event.name);
    if (names.size() > told) {
      names.back() = "...";
      break;
    }
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace gammafield::studies
