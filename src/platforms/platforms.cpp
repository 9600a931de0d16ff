#include "platforms/platforms.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>

#include <fmt/format.h>

#include "platforms/level_list.h"
#include "platforms/writers.h"

namespace gammafield::platforms {
namespace {

constexpr std::string_view plain = "text/plain; charset=utf-8", csv = "text/csv; charset=utf-8",
                           json = "application/json";

constexpr std::array<FormatInfo, 12> table{{
    {Format::tv, "tv", "TradingView", plain, ".txt", true},
    {Format::tv_columns, "tv-columns", "TradingView", plain, ".txt", true},
    {Format::tv_table, "tv-table", "TradingView", plain, ".txt", true},
    {Format::tv_own, "tv-own", "TradingView", plain, ".txt", true},
    {Format::pine, "pine", "TradingView", plain, ".pine"},
    {Format::ninjatrader, "ninjatrader", "NinjaTrader", csv, ".csv"},
    {Format::sierra, "sierra", "Sierra Chart", "text/tab-separated-values; charset=utf-8", ".txt"},
    {Format::tos, "tos", "thinkorswim", plain, ".thinkscript"},
    {Format::quantower, "quantower", "Quantower", json, ".json"},
    {Format::bookmap, "bookmap", "Bookmap", csv, ".csv"},
    {Format::jigsaw, "jigsaw", "Jigsaw daytradr", csv, ".csv"},
    {Format::gex_terminal, "gex-terminal", "gex-terminal", json, ".json"},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].format != static_cast<Format>(i)) return false;
  }
  return true;
}
static_assert(is_in_order(), "info() takes the format for the row");

DatedLevels dated(const engine::Report& report, const Target& target) {
  const auto& calendar = *report.calendar;
  return {.levels = level_list(report, target),
          .from = report.as_of,
          .until = std::max(report.as_of, calendar.session_close(calendar.next_trading_day(report.session)))};
}

/// What the format itself says nothing about.
struct Silence {
  bool basis = false, missing = false;
};
Silence silence_of(Format format) {
  switch (format) {
    case Format::tv_columns:
    case Format::jigsaw: return {true, true};
    case Format::tv:
    case Format::tv_table:
    case Format::ninjatrader:
    case Format::sierra:
    case Format::bookmap: return {false, true};
    case Format::tv_own:
    case Format::pine:
    case Format::tos:
    case Format::quantower:
    case Format::gex_terminal: return {false, false};
  }
  return {};
}

}  // namespace

std::span<const FormatInfo> formats() { return table; }

const FormatInfo& info(Format format) { return table[static_cast<std::size_t>(format)]; }

std::optional<Format> parse_format(std::string_view name) {
  const auto found = std::ranges::find(table, name, &FormatInfo::name);
  return found == table.end() ? std::nullopt : std::optional{found->format};
}

std::string text(const engine::Report& report, Format format, const Target& target) {
  if (format == Format::pine) return pine_text(std::array{dated(report, target)});
  const auto list = level_list(report, target);
  switch (format) {
    case Format::tv: return tv_text(list);
    case Format::tv_columns: return tv_columns_text(list);
    case Format::tv_table: return tv_table_text(list);
    case Format::tv_own: return tv_own_text(list);
    case Format::ninjatrader: return ninjatrader_text(list);
    case Format::sierra: return sierra_text(list);
    case Format::tos: return tos_text(list);
    case Format::quantower: return quantower_text(list);
    case Format::bookmap: return bookmap_text(list);
    case Format::jigsaw: return jigsaw_text(list);
    case Format::gex_terminal: return gex_terminal_text(list);
    case Format::pine: break;
  }
  return "";
}

std::string pine_history(std::span<const engine::Report> reports, const Target& target) {
  assert(!reports.empty());
  std::map<market::Date, const engine::Report*> sessions;
  for (const auto& report : reports) {
    const auto*& last = sessions[report.session];
    if (last == nullptr || last->as_of <= report.as_of) last = &report;
  }
  while (sessions.size() > history_sessions_max) sessions.erase(sessions.begin());
  std::vector<DatedLevels> days;
  for (const auto& [session, report] : sessions) {
    auto of_session = target;
    if (report != sessions.rbegin()->second) of_session.zero_dte = nullptr;
    days.push_back(dated(*report, of_session));
    if (days.size() > 1) {
      auto& before = days[days.size() - 2];
      before.until = std::min(before.until, days.back().from);
    }
  }
  return pine_text(days);
}

std::string remarks(const engine::Report& report, Format format, const Target& target) {
  const auto silence = silence_of(format);
  const auto list = level_list(report, target);
  std::string text;
  if (silence.basis && list.basis) text += *list.basis + "\n";
  if (const auto missing = missing_text(list); silence.missing && !missing.empty())
    text += fmt::format("not there: {}\n", missing);
  return text;
}

}  // namespace gammafield::platforms
