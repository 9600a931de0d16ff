#include "exports/strikes_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exports/bar.h"
#include "exports/numerals.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;
using exposure::StrikeExposure;

std::vector<StrikeExposure> inside(const engine::Report& report, double window) {
  std::vector<StrikeExposure> kept;
  for (const auto& at : report.levels.strikes) {
    if (std::abs(at.strike.value() / report.spot.value() - 1) <= window) kept.push_back(at);
  }
  return kept;
}

std::string mark(const engine::Report& report, market::Strike strike) {
  const auto& found = report.levels;
  std::string marks;
  const auto add = [&](bool is, std::string_view name) {
    if (is) marks += (marks.empty() ? "" : " ") + std::string{name};
  };
  add(found.call_wall && found.call_wall->at.strike == strike, "CW");
  add(found.put_wall && found.put_wall->at.strike == strike, "PW");
  add(found.absolute_gamma && found.absolute_gamma->strike == strike, "ABS");
  add(found.open_interest.pin && *found.open_interest.pin == strike, "PIN");
  return marks;
}

std::vector<std::string> csv_cells(const engine::Report& report, const StrikeExposure& at) {
  std::vector<std::string> cells{report.symbol, market::to_string(report.as_of)};
  for (const double number : {at.strike.value(), at.call.value(), at.put.value(), at.net.value(), at.absolute().value(),
                              at.call_open_interest.value(), at.put_open_interest.value()}) {
    cells.push_back(fmt::format("{}", number));
  }
  return cells;
}

}  // namespace

std::string strikes_text(const engine::Report& report, double window, const TextStyle& style) {
  const auto strikes = inside(report, window);
  double largest = 0;
  for (const auto& at : strikes) largest = std::max(largest, std::abs(at.net.value()));
  TextTable table{
      {"STRIKE", "CALLS", "PUTS", "NET", "CALL OI", "PUT OI", "NET", ""},
      {Align::right, Align::right, Align::right, Align::right, Align::right, Align::right, Align::left, Align::left}};
  for (auto at = strikes.rbegin(); at != strikes.rend(); ++at) {
    const Tone tone = at->net.value() < 0 ? Tone::amplifying : Tone::dampening;
    table.add({{grouped(at->strike.value(), true)},
               {money(at->call.value())},
               {money(at->put.value())},
               {signed_money(at->net.value()), tone},
               {grouped_integer(at->call_open_interest.value())},
               {grouped_integer(at->put_open_interest.value())},
               {signed_bar(at->net.value(), largest, 12), tone},
               {mark(report, at->strike), Tone::strong}});
  }
  std::string text = fmt::format(" {}  spot {}   GEX, $ per 1 % move, calls and puts gross\n\n", report.symbol,
                                 grouped(report.spot.value()));
  text += strikes.empty() ? " no strike with priced open interest within the window\n" : table.render(style);
  const auto hidden = report.levels.strikes.size() - strikes.size();
  if (hidden > 0) {
    text += paint(fmt::format("\n {} more strikes beyond +-{:.0f} % of spot (--window)\n", hidden, 100 * window),
                  Tone::quiet, style);
  }
  return market::in_money_of(report.calendar->rules(), std::move(text));
}

std::string strikes_csv_header() {
  return csv_record({"symbol", "as_of", "strike", "call_gex_usd_per_1pct", "put_gex_usd_per_1pct",
                     "net_gex_usd_per_1pct", "gross_gex_usd_per_1pct", "call_open_interest", "put_open_interest"});
}

std::string strikes_csv(const engine::Report& report, double window) {
  std::string text;
  for (const auto& at : inside(report, window)) text += csv_record(csv_cells(report, at));
  return text;
}

std::string strikes_json(const engine::Report& report, double window, int indent) {
  base::JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.strikes/1").field("symbol", std::string_view{report.symbol});
  json.field("as_of", std::string_view{market::to_string(report.as_of)}).field("spot", report.spot.value());
  json.key("strikes").begin_array();
  for (const auto& at : inside(report, window)) {
    json.begin_object().field("strike", at.strike.value());
    json.field("call_gex_usd_per_1pct", at.call.value()).field("put_gex_usd_per_1pct", at.put.value());
    json.field("net_gex_usd_per_1pct", at.net.value()).field("gross_gex_usd_per_1pct", at.absolute().value());
    json.field("call_open_interest", at.call_open_interest.value());
    json.field("put_open_interest", at.put_open_interest.value()).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace gammafield::exports
