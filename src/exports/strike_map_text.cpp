#include "exports/strike_map_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exports/text_table.h"

namespace gammafield::exports {
namespace {

using exposure::StrikeMap;

std::string_view settlement_name(const market::Expiry& expiry) {
  return expiry.settlement == market::Settlement::am ? "am" : "pm";
}

/// Calendar days, with their fraction; 0 once it has settled.
double days_left(const market::Expiry& expiry, market::Instant now) {
  return std::max(0.0, std::chrono::duration<double, std::ratio<86'400>>(expiry.settles_at - now).count());
}

void write_expiry(base::JsonWriter& json, const engine::Analysis& analysis, const StrikeMap::Row& row) {
  const market::Expiry& expiry = analysis.priced->chain->expiries[row.expiry];
  json.begin_object().field("date", std::string_view{market::to_string(expiry.date)});
  json.field("root", std::string_view{expiry.root}).field("settlement", settlement_name(expiry));
  json.field("class", market::to_string(expiry.expiry_class));
  json.field("days_left", days_left(expiry, analysis.report.as_of)).field("contracts", row.contracts).end_object();
}

void write_cells(base::JsonWriter& json, std::string_view name, const StrikeMap& map,
                 market::UsdPerPercent StrikeMap::Cell::* exposure) {
  json.key(name).begin_array();
  for (const StrikeMap::Row& row : map.rows) {
    json.begin_array();
    for (const auto& cell : row.cells) cell ? json.value((*cell.*exposure).value()) : json.null();
    json.end_array();
  }
  json.end_array();
}

}  // namespace

std::string strike_map_json(const engine::Analysis& analysis, const StrikeMap& map, int indent) {
  const auto& report = analysis.report;
  base::JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.map/1").field("symbol", std::string_view{report.symbol});
  json.field("as_of", std::string_view{market::to_string(report.as_of)}).field("spot", report.spot.value());
  json.key("expiries").begin_array();
  for (const StrikeMap::Row& row : map.rows) write_expiry(json, analysis, row);
  json.end_array().key("strikes").begin_array();
  for (const market::Strike strike : map.strikes) json.value(strike.value());
  json.end_array();
  write_cells(json, "net_gex_usd_per_1pct", map, &StrikeMap::Cell::net);
  write_cells(json, "gross_gex_usd_per_1pct", map, &StrikeMap::Cell::gross);
  json.end_object();
  return json.take();
}

std::string strike_map_csv_header() {
  return csv_record(
      {"symbol", "as_of", "root", "expiry", "settlement", "strike", "net_gex_usd_per_1pct", "gross_gex_usd_per_1pct"});
}

std::string strike_map_csv(const engine::Analysis& analysis, const StrikeMap& map) {
  const std::string as_of = market::to_string(analysis.report.as_of);
  std::string text;
  for (const StrikeMap::Row& row : map.rows) {
    const market::Expiry& expiry = analysis.priced->chain->expiries[row.expiry];
    for (std::size_t i = 0; i < map.strikes.size(); ++i) {
      const auto& cell = row.cells[i];
      if (!cell) continue;
      text += csv_record({analysis.report.symbol, as_of, expiry.root, market::to_string(expiry.date),
                          std::string{settlement_name(expiry)}, fmt::format("{}", map.strikes[i].value()),
                          fmt::format("{}", cell->net.value()), fmt::format("{}", cell->gross.value())});
    }
  }
  return text;
}

}  // namespace gammafield::exports
