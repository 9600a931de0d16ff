#include "exports/positions_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exports/bar.h"
#include "exports/numerals.h"
#include "exports/paragraph.h"
#include "inventory/summary.h"

namespace gammafield::exports {
namespace {

using Align = TextTable::Align;
using base::JsonWriter;
using inventory::Position;
using inventory::StrikePosition;

std::vector<StrikePosition> inside(const inventory::Summary& summary, market::Spot spot, double window) {
  std::vector<StrikePosition> kept;
  for (const auto& at : summary.strikes) {
    const bool any = at.call.traded + at.put.traded > 0;
    if (any && std::abs(at.strike.value() / spot.value() - 1) <= window) kept.push_back(at);
  }
  return kept;
}

Tone tone_of(double contracts) { return contracts < 0 ? Tone::amplifying : Tone::dampening; }

/// `-1.2k +- 340`; a dash where nothing of it traded.
Cell held_cell(const Position& position) {
  if (position.traded == 0) return {"-", Tone::quiet};
  const std::string error = signed_count(position.error().value());
  return {
      fmt::format("{} +- {}", signed_count(position.held.value()), error.starts_with('+') ? error.substr(1) : error),
      tone_of(position.held.value())};
}

TextTable table_of(std::string first, Align align) {
  return {{std::move(first), "CALLS HELD", "PUTS HELD", "CALL OI", "PUT OI", "NET"},
          {align, Align::right, Align::right, Align::right, Align::right, Align::left}};
}

void add_row(TextTable& table, std::string first, const Position& call, const Position& put, double largest) {
  const double net = call.held.value() + put.held.value();
  table.add({{std::move(first)},
             held_cell(call),
             held_cell(put),
             {grouped_integer(call.open_interest.value())},
             {grouped_integer(put.open_interest.value())},
             {signed_bar(net, largest, 12), tone_of(net)}});
}

double largest_of(const auto& rows) {
  double largest = 0;
  for (const auto& at : rows) largest = std::max(largest, std::abs(at.call.held.value() + at.put.held.value()));
  return largest;
}

std::string notes(const inventory::Inferred& found, const TextStyle& style) {
  std::string text;
  for (const auto& flag : inventory::flags_of(found)) text += paint(paragraph(flag.detail, 1), Tone::quiet, style);
  return text;
}

void write_position(JsonWriter& json, std::string_view name, const Position& position) {
  json.key(name).begin_object().field("contracts", position.held.value());
  json.field("error_contracts", position.error().value());
  json.field("open_interest", position.open_interest.value()).field("traded", position.traded).end_object();
}

void write_flags(JsonWriter& json, const inventory::Inferred& found) {
  json.key("flags").begin_array();
  for (const auto& flag : inventory::flags_of(found)) {
    json.begin_object().field("code", std::string_view{flag.code}).field("detail", std::string_view{flag.detail});
    json.end_object();
  }
  json.end_array();
}

void write_source(JsonWriter& json, const inventory::Inferred& found) {
  const auto& tally = found.tally;
  json.field("positioning", to_string(found.inventory.model)).field("trading_days", found.inventory.days);
  json.field("burnt_in", inventory::burnt_in(found.inventory)).key("through");
  found.inventory.through ? json.value(std::string_view{market::to_string(*found.inventory.through)}) : json.null();
  json.key("prints").begin_object().field("quote", tally.of(inventory::SideRule::quote));
  json.field("at_quote", tally.of(inventory::SideRule::at_quote)).field("tick", tally.of(inventory::SideRule::tick));
  json.field("no_rule", tally.of(inventory::SideRule::none)).field("undirected", tally.undirected);
  json.field("unknown_condition", tally.unknown).field("cancelled", tally.cancelled).end_object();
  json.field("open_close_rows", found.rows);
}

}  // namespace

std::string positions_text(const engine::Report& report, const market::ChainSnapshot& chain,
                           const inventory::Inferred& found, double window, const TextStyle& style) {
  const auto summary = inventory::summary(found.inventory, chain);
  const auto strikes = inside(summary, report.spot, window);
  std::string text = fmt::format(" {}  spot {}   inferred dealer positions, contracts, + long, +- one deviation\n\n",
                                 report.symbol, grouped(report.spot.value()));
  auto by_strike = table_of("STRIKE", Align::right);
  for (auto at = strikes.rbegin(); at != strikes.rend(); ++at)
    add_row(by_strike, grouped(at->strike.value(), true), at->call, at->put, largest_of(strikes));
  text += strikes.empty() ? " nothing traded within the window\n" : by_strike.render(style);
  auto by_expiry = table_of("EXPIRY", Align::left);
  for (const auto& at : summary.expiries) {
    if (at.call.traded + at.put.traded > 0)
      add_row(by_expiry, fmt::format("{} {}", market::to_string(at.date), at.root), at.call, at.put,
              largest_of(summary.expiries));
  }
  add_row(by_expiry, "all", summary.call, summary.put, 0);
  text += "\n" + by_expiry.render(style) + "\n" + notes(found, style);
  return text + paragraph("Inferred, not observed. Context, not a signal.", 1);
}

std::string positions_csv_header() {
  return csv_record({"symbol", "as_of", "strike", "call_contracts", "call_error_contracts", "call_open_interest",
                     "put_contracts", "put_error_contracts", "put_open_interest"});
}

std::string positions_csv(const engine::Report& report, const market::ChainSnapshot& chain,
                          const inventory::Inferred& found, double window) {
  std::string text;
  for (const auto& at : inside(inventory::summary(found.inventory, chain), report.spot, window)) {
    std::vector<std::string> cells{report.symbol, market::to_string(report.as_of)};
    for (const double number :
         {at.strike.value(), at.call.held.value(), at.call.error().value(), at.call.open_interest.value(),
          at.put.held.value(), at.put.error().value(), at.put.open_interest.value()})
      cells.push_back(fmt::format("{}", number));
    text += csv_record(cells);
  }
  return text;
}

std::string positions_json(const engine::Report& report, const market::ChainSnapshot& chain,
                           const inventory::Inferred& found, double window, int indent) {
  const auto summary = inventory::summary(found.inventory, chain);
  JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.positions/1").field("symbol", std::string_view{report.symbol});
  json.field("as_of", std::string_view{market::to_string(report.as_of)}).field("spot", report.spot.value());
  write_source(json, found);
  write_position(json, "call", summary.call);
  write_position(json, "put", summary.put);
  json.key("strikes").begin_array();
  for (const auto& at : inside(summary, report.spot, window)) {
    json.begin_object().field("strike", at.strike.value());
    write_position(json, "call", at.call);
    write_position(json, "put", at.put);
    json.end_object();
  }
  json.end_array().key("expiries").begin_array();
  for (const auto& at : summary.expiries) {
    json.begin_object().field("expiry", std::string_view{market::to_string(at.date)});
    json.field("root", std::string_view{at.root});
    write_position(json, "call", at.call);
    write_position(json, "put", at.put);
    json.end_object();
  }
  json.end_array();
  write_flags(json, found);
  json.end_object();
  return json.take();
}

}  // namespace gammafield::exports
