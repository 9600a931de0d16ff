#include "base/json_writer.h"
#include "platforms/names.h"
#include "platforms/writers.h"

/// JSON for programs that ask by HTTP.
namespace gammafield::platforms {
namespace {

using base::JsonWriter;

void write_price(JsonWriter& json, std::string_view name, std::optional<market::Spot> price) {
  json.key(name);
  price ? json.value(price->value()) : json.null();
}

void write_line(JsonWriter& json, const Line& line) {
  json.begin_object().field("key", key(line)).field("name", name(line));
  write_price(json, "price", line.price);
  write_price(json, "high", line.high);
  json.key("state");
  line.state ? json.value(to_string(*line.state)) : json.null();
  json.field("color", colour_of(line).hex).end_object();
}

void write_missing(JsonWriter& json, const LevelList& list) {
  json.key("missing").begin_array();
  for (const auto& each : list.missing) {
    json.begin_object().field("key", names_of(each.kind).key).field("name", names_of(each.kind).name);
    json.null_field("price").field("reason", to_string(each.reason)).end_object();
  }
  json.end_array();
}

std::string notes(const Line& line) {
  return line.state ? std::string{to_string(*line.state)} : std::string{names_of(line.kind).menthorq};
}

void write_overlay_levels(JsonWriter& json, const LevelList& list) {
  json.key("levels").begin_array();
  for (const Line& line : list.lines) {
    if (line.high) continue;
    json.begin_object().field("name", key(line)).field("label", name(line));
    write_price(json, "price", line.price);
    json.field("color", colour_of(line).hex).field("line_style", line.rank ? "dotted" : "solid");
    json.field("notes", notes(line)).end_object();
  }
  json.end_array().key("bands").begin_array();
  for (const Line& line : list.lines) {
    if (!line.high) continue;
    json.begin_object().field("name", key(line)).field("label", name(line));
    write_price(json, "low", line.price);
    write_price(json, "high", line.high);
    json.field("color", colour_of(line).hex).field("notes", "").end_object();
  }
  json.end_array();
}

void write_head(JsonWriter& json, const LevelList& list) {
  json.field("symbol", list.instrument);
  write_price(json, "spot", list.spot);
  json.field("convention", list.convention).field("basis", list.basis);
}

}  // namespace

std::string quantower_text(const LevelList& list) {
  JsonWriter json{2};
  json.begin_object().field("schema", "gammafield.lines/1");
  write_head(json, list);
  json.field("as_of", market::to_string(list.as_of)).field("session", market::to_string(list.session));
  json.key("oi_date");
  list.oi_date ? json.value(market::to_string(*list.oi_date)) : json.null();
  json.key("levels").begin_array();
  for (const Line& line : list.lines) write_line(json, line);
  json.end_array();
  write_missing(json, list);
  json.end_object();
  return std::move(json).take() + "\n";
}

std::string gex_terminal_text(const LevelList& list) {
  JsonWriter json{2};
  json.begin_object().field("schema", "gex-terminal.tradingview-overlay.v1");
  json.field("generated_at", market::to_string(list.as_of));
  write_head(json, list);
  write_overlay_levels(json, list);
  write_missing(json, list);
  json.end_object();
  return std::move(json).take() + "\n";
}

}  // namespace gammafield::platforms
