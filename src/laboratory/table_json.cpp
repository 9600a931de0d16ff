#include "base/json_writer.h"
#include "laboratory/table_text.h"

namespace gammafield::laboratory {
namespace {

using base::JsonWriter;
using hedging::RehedgeRow;
using hedging::RehedgeTable;

void write_bands(JsonWriter& json, const RehedgeTable& table, const RehedgeRow& row) {
  json.key("bands").begin_array();
  for (std::size_t i = 0; i < table.bands.size(); ++i) {
    const auto& found = row.by_band[i];
    json.begin_object().field("band", std::string_view{table.bands[i].name});
    json.field("band_delta_per_share", table.bands[i].width.value());
    if (found) {
      json.field("move_usd", found->move.value()).field("minutes_between", found->between.value());
    } else {
      json.null_field("move_usd").null_field("minutes_between");
    }
    json.key("reason");
    found ? json.null() : json.value("the move would be longer than spot");
    json.end_object();
  }
  json.end_array();
}

void write_text(JsonWriter& json, const RehedgeRow& row) {
  json.key("text");
  if (row.of.text_says.empty()) {
    json.null();
    return;
  }
  const auto& move = row.of.text_move;
  json.begin_object().field("says", std::string_view{row.of.text_says});
  json.key("move_low_usd");
  move ? json.value(move->low.value()) : json.null();
  json.key("move_high_usd");
  move ? json.value(move->high.value()) : json.null();
  json.field("band_low_delta_per_share", row.text_band_low);
  json.field("band_high_delta_per_share", row.text_band_high).end_object();
}

void write_row(JsonWriter& json, const RehedgeTable& table, const RehedgeRow& row) {
  json.begin_object().field("call", std::string_view{row.of.name}).field("strike", row.strike.value());
  json.field("years_left", row.of.left.value()).field("delta", row.delta.value()).field("gamma", row.gamma.value());
  write_bands(json, table, row);
  write_text(json, row);
  json.end_object();
}

void write_flow(JsonWriter& json, const hedging::OutsideFlow& outside, market::Spot spot) {
  const auto found = hedging::swamped(outside, spot);
  json.key("outside_flow").begin_object().field("flow_usd", outside.flow.value());
  json.field("contracts", outside.contracts.value()).field("delta_change_low", outside.change_low.value());
  json.field("delta_change_high", outside.change_high.value()).field("hedging_low_usd", found.hedging_low.value());
  json.field("hedging_high_usd", found.hedging_high.value()).field("swamp_ratio_low", found.ratio_low);
  json.field("swamp_ratio_high", found.ratio_high).end_object();
}

}  // namespace

std::string rehedge_json(const RehedgeTable& table, const hedging::OutsideFlow& outside, int indent) {
  JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.rehedge/1").field("spot", table.spot.value());
  json.field("implied_vol", table.vol.value()).key("rows").begin_array();
  for (const auto& row : table.rows) write_row(json, table, row);
  json.end_array();
  write_flow(json, outside, table.spot);
  json.end_object();
  return json.take();
}

}  // namespace gammafield::laboratory
