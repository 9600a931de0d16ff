#include "exports/comparison_text.h"

#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "exports/comparison_measures.h"
#include "exports/numerals.h"
#include "exports/paragraph.h"
#include "market/date.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;
using engine::Cause;
using engine::Comparison;
using engine::Waypoint;

std::string value_text(const std::optional<double>& value, MeasureUnit unit) {
  if (!value) return "none";
  return unit == MeasureUnit::usd ? signed_money(*value) : grouped(*value);
}

Cell part_cell(const std::optional<double>& part, const Measure& measure) {
  if (!part) return {"-", Tone::quiet};
  const double scale = std::abs(measure.at.front().value_or(0)) + std::abs(measure.at.back().value_or(0));
  if (std::abs(*part) < 5e-7 * scale) return {".", Tone::quiet};
  if (measure.unit == MeasureUnit::usd) return {signed_money(*part)};
  return {fmt::format("{}{}", *part < 0 ? "-" : "+", grouped(std::abs(*part)))};
}

std::optional<double> rest(const Measure& measure) {
  const auto gone = measure.part(static_cast<std::size_t>(Cause::gone));
  const auto appeared = measure.part(static_cast<std::size_t>(Cause::appeared));
  if (!gone || !appeared) return std::nullopt;
  return *gone + *appeared;
}

std::vector<Cell> row_of(const Measure& measure) {
  const auto part = [&](Cause cause) { return part_cell(measure.part(static_cast<std::size_t>(cause)), measure); };
  return {{measure.name},
          {value_text(measure.at.front(), measure.unit)},
          part(Cause::expiry),
          part(Cause::time),
          part(Cause::price),
          part(Cause::volatility),
          part(Cause::open_interest),
          part_cell(rest(measure), measure),
          {value_text(measure.at.back(), measure.unit), Tone::strong}};
}

std::string_view by(Cause cause) {
  switch (cause) {
    case Cause::expiry: return "by expiry";
    case Cause::time: return "by time";
    case Cause::price: return "by price";
    case Cause::gone: return "by contracts that are gone";
    case Cause::volatility: return "by volatility";
    case Cause::open_interest: return "by open interest";
    case Cause::appeared: return "by contracts without a price before";
  }
  return "";
}

std::string wall_text(const levels::Level<levels::WallStrike>& wall) {
  return wall ? grouped(wall->strike.value(), true) : fmt::format("none ({})", to_string(wall.error()));
}

/// `Call Wall: 6,450 -> 6,500 by open interest`, every move on the way.
std::string wall_line(std::string_view name, const Comparison& comparison,
                      levels::Level<levels::WallStrike> Waypoint::* wall) {
  std::string text = fmt::format("{}: {}", name, wall_text(comparison.before().*wall));
  bool moved = false;
  for (std::size_t i = 0; i < engine::cause_count; ++i) {
    const std::string from = wall_text(comparison.way[i].*wall), to = wall_text(comparison.way[i + 1].*wall);
    if (from == to) continue;
    moved = true;
    text += fmt::format(", to {} {}", to, by(engine::causes[i]));
  }
  return paragraph(text + (moved ? "." : ", where it was."), 3);
}

std::string contracts_line(const engine::ContractCounts& counts) {
  return paragraph(
      fmt::format(
          "Contracts with open interest: {} in both, {} settled, {} with none before, {} gone or without a price "
          "now, {} without a price before.",
          grouped_integer(static_cast<double>(counts.in_both)), grouped_integer(static_cast<double>(counts.settled)),
          grouped_integer(static_cast<double>(counts.listed)), grouped_integer(static_cast<double>(counts.gone)),
          grouped_integer(static_cast<double>(counts.appeared))),
      1);
}

std::string head_line(const engine::Report& earlier, const engine::Report& later) {
  const market::Calendar& calendar = *later.calendar;
  return fmt::format(" {}  {} to {} ({})\n spot {} to {} ({})\n\n", later.symbol, calendar.clock(earlier.as_of),
                     calendar.clock(later.as_of), calendar.rules().place, grouped(earlier.spot.value()),
                     grouped(later.spot.value()),
                     signed_percent(100 * (later.spot.value() / earlier.spot.value() - 1)));
}

}  // namespace

std::string comparison_text(const engine::Report& earlier, const engine::Report& later, const Comparison& comparison,
                            const TextStyle& style) {
  TextTable table{{"", "BEFORE", "EXPIRY", "TIME", "PRICE", "VOL", "OPEN INT", "REST", "AFTER"},
                  {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right,
                   Align::right, Align::right}};
  for (const Measure& measure : measures_of(comparison)) table.add(row_of(measure));
  std::string text = head_line(earlier, later) + table.render(style) + "\n";
  text += wall_line("Call Wall", comparison, &Waypoint::call_wall);
  text += wall_line("Put Wall", comparison, &Waypoint::put_wall);
  text += "\n" + contracts_line(comparison.contracts);
  text += paragraph(
      "Each column is what changes when it alone moves on, from left to right; their sum is the whole change. REST: "
      "contracts that only one file has a price for. Positions are inferred, not observed.",
      1);
  return market::in_money_of(later.calendar->rules(), std::move(text));
}

std::string comparison_csv_header() {
  return "symbol,from,to,measure,before,expiry,time,price,gone,volatility,open_interest,appeared,after\n";
}

std::string comparison_csv(const engine::Report& earlier, const engine::Report& later, const Comparison& comparison) {
  const auto number = [](const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; };
  std::string text;
  for (const Measure& measure : measures_of(comparison)) {
    std::vector<std::string> cells{later.symbol, market::to_string(earlier.as_of), market::to_string(later.as_of),
                                   measure.key, number(measure.at.front())};
    for (std::size_t i = 0; i < engine::cause_count; ++i) cells.push_back(number(measure.part(i)));
    cells.push_back(number(measure.at.back()));
    text += csv_record(cells);
  }
  return text;
}

}  // namespace gammafield::exports
