#include "desk/history.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "desk/day_records.h"
#include "market/date.h"

namespace gammafield::desk {

using base::Refusal;
using base::RefusalKind;
using exports::Rows;
using exports::Value;
using market::Instant;

namespace {

/// Columns of history, and where a Report has them (JSON pointers).
constexpr std::array<std::pair<const char*, const char*>, 22> columns{{
    {"as_of", "/as_of"},
    {"session_date", "/session_date"},
    {"spot", "/spot"},
    {"net_gex_usd_per_1pct", "/exposure/net_gex_usd_per_1pct"},
    {"gross_gex_usd_per_1pct", "/exposure/gross_gex_usd_per_1pct"},
    {"net_dex_usd", "/exposure/net_dex_usd"},
    {"net_vanna_usd_per_vol_point", "/exposure/net_vanna_usd_per_vol_point"},
    {"net_charm_usd_per_day", "/exposure/net_charm_usd_per_day"},
    {"call_wall", "/levels/call_wall/strike"},
    {"call_wall_value_usd_per_1pct", "/levels/call_wall/value_usd_per_1pct"},
    {"call_wall_standing", "/session/call_wall/strike"},
    {"call_wall_state", "/session/call_wall/state"},
    {"put_wall", "/levels/put_wall/strike"},
    {"put_wall_value_usd_per_1pct", "/levels/put_wall/value_usd_per_1pct"},
    {"put_wall_standing", "/session/put_wall/strike"},
    {"put_wall_state", "/session/put_wall/state"},
    {"gamma_flip", "/levels/gamma_flip/price"},
    {"absolute_gamma", "/levels/absolute_gamma/strike"},
    {"max_pain", "/open_interest/max_pain/strike"},
    {"expected_move_usd", "/expected_move/usd"},
    {"regime", "/regime/label"},
    {"coverage_oi", "/data_quality/coverage_oi"},
}};

/// What stands there; nothing for null, for what is not there and for what has no cell.
Value value_at(simdjson::dom::element report, const char* pointer) {
  simdjson::dom::element found;
  if (report.at_pointer(pointer).get(found) != simdjson::SUCCESS) return {};
  switch (found.type()) {
    case simdjson::dom::element_type::STRING: return std::string{std::string_view{found}};
    case simdjson::dom::element_type::INT64: return static_cast<std::int64_t>(found);
    case simdjson::dom::element_type::DOUBLE: return static_cast<double>(found);
    case simdjson::dom::element_type::BOOL: return static_cast<bool>(found);
    default: return {};
  }
}

Refusal too_many(std::string_view symbol) {
  return {RefusalKind::no_usable_data,
          fmt::format("{}: more than {} rows; ask for a shorter time or a longer step", symbol, rows_max)};
}

/// Rows of every Report in the span; `add` gives them out of one.
base::Result<Rows, Refusal> rows_of(const store::Folder& folder, std::string_view symbol, const Span& span,
                                    std::vector<std::string> names,
                                    const std::function<void(simdjson::dom::element, Rows&)>& add) {
  Rows rows{std::move(names), {}};
  simdjson::dom::parser parser;
  bool unreadable = false;
  const auto done = each_report(folder, symbol, span, [&](const store::KeptReport& kept) {
    simdjson::dom::element report;
    unreadable = parser.parse(kept.report).get(report) != simdjson::SUCCESS;
    if (!unreadable) add(report, rows);
    return !unreadable && rows.rows.size() <= rows_max;
  });
  if (!done) return base::failure(done.error());
  if (unreadable) return base::failure(Refusal{RefusalKind::input_rejected, "a recorded Report is no JSON"});
  if (rows.rows.size() > rows_max) return base::failure(too_many(symbol));
  return rows;
}

/// Of one day, from `from` to `to`; true: there may be more to take.
base::Result<bool, Refusal> each_of_day(const std::string& path, const Span& span, std::optional<std::int64_t>& slot,
                                        const std::function<bool(const store::KeptReport&)>& take) {
  auto reader = store::ReportReader::open(path);
  if (!reader && reader.error().kind == store::FaultKind::not_there) return true;
  if (!reader) return base::failure(store::to_refusal(reader.error()));
  while (true) {
    const auto kept = reader->next();
    if (!kept) return base::failure(store::to_refusal(kept.error()));
    if (!*kept) return true;
    const Instant at = (*kept)->as_of;
    if (span.from && at < *span.from) continue;
    if (span.to && at > *span.to) return false;
    if (span.step.count() > 0) {
      const auto now = at.time_since_epoch() / span.step;
      if (std::exchange(slot, now) == now) continue;
    }
    if (!take(**kept)) return false;
  }
}

/// Days that can hold a moment of the span: a session begins at most a day before the date it is named by.
bool may_hold(market::Date day, const Span& span) {
  const auto start = std::chrono::sys_days{day};
  if (span.from && start + std::chrono::days{2} < *span.from) return false;
  return !span.to || start - std::chrono::days{2} <= *span.to;
}

}  // namespace

base::Result<void, Refusal> each_report(const store::Folder& folder, std::string_view symbol, const Span& span,
                                        const std::function<bool(const store::KeptReport&)>& take) {
  std::optional<std::int64_t> slot;
  for (const market::Date day : folder.days(symbol)) {
    if (!may_hold(day, span)) continue;
    const auto more = each_of_day(folder.day_path(symbol, day), span, slot, take);
    if (!more) return base::failure(more.error());
    if (!*more) break;
  }
  return {};
}

base::Result<Rows, Refusal> history(const store::Folder& folder, std::string_view symbol, const Span& span) {
  std::vector<std::string> names;
  for (const auto& column : columns) names.emplace_back(column.first);
  return rows_of(folder, symbol, span, std::move(names), [](simdjson::dom::element report, Rows& rows) {
    std::vector<Value> row;
    for (const auto& column : columns) row.push_back(value_at(report, column.second));
    rows.rows.push_back(std::move(row));
  });
}

base::Result<Rows, Refusal> events(const store::Folder& folder, std::string_view symbol, const Span& span) {
  return rows_of(folder, symbol, span, {"at", "kind", "text"}, [](simdjson::dom::element report, Rows& rows) {
    simdjson::dom::array events;
    if (report.at_pointer("/session/events").get(events) != simdjson::SUCCESS) return;
    for (const auto event : events)
      rows.rows.push_back({value_at(event, "/time"), value_at(event, "/kind"), value_at(event, "/text")});
  });
}

base::Result<Rows, Refusal> times(const store::Folder& folder, std::string_view symbol, const Span& span) {
  Rows rows{{"as_of", "recorded_at"}, {}};
  const auto done = each_report(folder, symbol, span, [&](const store::KeptReport& kept) {
    rows.rows.push_back({market::to_string(kept.as_of), market::to_string(kept.recorded_at)});
    return rows.rows.size() <= rows_max;
  });
  if (!done) return base::failure(done.error());
  if (rows.rows.size() > rows_max) return base::failure(too_many(symbol));
  return rows;
}

base::Result<Rows, Refusal> sessions(const store::Folder& folder, std::string_view symbol) {
  Rows rows{{"date", "snapshots", "from", "to"}, {}};
  for (const market::Date day : folder.days(symbol)) {
    const auto reader = store::ReportReader::open(folder.day_path(symbol, day));
    if (!reader && reader.error().kind == store::FaultKind::not_there) continue;
    if (!reader) return base::failure(store::to_refusal(reader.error()));
    const auto extent = reader->extent();
    if (!extent) return base::failure(store::to_refusal(extent.error()));
    if (*extent)
      rows.rows.push_back({market::to_string(day), (*extent)->records, market::to_string((*extent)->first),
                           market::to_string((*extent)->last)});
  }
  return rows;
}

base::Result<std::optional<std::string>, Refusal> report_at(const store::Folder& folder, std::string_view symbol,
                                                            Instant at) {
  std::optional<std::string> last;
  // sessions are days apart at most over the longest closure of an exchange
  const Span span{at - std::chrono::days{7}, at};
  const auto done = each_report(folder, symbol, span, [&](const store::KeptReport& kept) {
    last = kept.report;
    return true;
  });
  if (!done) return base::failure(done.error());
  return last;
}

base::Result<std::shared_ptr<const ingest::LoadedChain>, Refusal> chain_at(const store::Folder& folder,
                                                                           std::string_view symbol, Instant at) {
  const auto days = folder.days(symbol);
  for (auto day = days.rbegin(); day != days.rend(); ++day) {
    if (std::chrono::sys_days{*day} - std::chrono::days{1} > at) continue;
    const auto times = times_of(folder, symbol, *day);
    if (!times) return base::failure(times.error());
    const auto up_to = std::ranges::upper_bound(*times, at) - times->begin();
    if (up_to == 0) continue;
    auto chain = DayChains{folder, symbol, *day}.at((*times)[static_cast<std::size_t>(up_to - 1)], up_to);
    if (!chain || *chain) return chain;
  }
  return base::failure(Refusal{RefusalKind::no_usable_data,
                               fmt::format("{}: nothing recorded up to {}", symbol, market::to_string(at))});
}

}  // namespace gammafield::desk
