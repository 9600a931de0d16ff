#include "base/json_writer.h"
#include "exports/comparison_measures.h"
#include "exports/comparison_text.h"

namespace gammafield::exports {
namespace {

using base::JsonWriter;
using engine::Waypoint;

void write_snapshot(JsonWriter& json, std::string_view name, const engine::Report& report) {
  json.key(name).begin_object().field("as_of", std::string_view{market::to_string(report.as_of)});
  json.field("session", std::string_view{market::to_string(report.session)}).field("spot", report.spot.value());
  json.key("oi_date");
  report.oi_date ? json.value(std::string_view{market::to_string(*report.oi_date)}) : json.null();
  json.end_object();
}

void write_measure(JsonWriter& json, const Measure& measure) {
  json.begin_object().field("measure", std::string_view{measure.key}).field("before", measure.at.front());
  json.key("parts").begin_object();
  for (std::size_t i = 0; i < engine::cause_count; ++i) json.field(to_string(engine::causes[i]), measure.part(i));
  json.end_object().field("after", measure.at.back()).end_object();
}

void write_strike(JsonWriter& json, const levels::Level<levels::WallStrike>& wall) {
  wall ? json.value(wall->strike.value()) : json.null();
}

/// Where the wall is at every step of the way.
void write_wall(JsonWriter& json, std::string_view name, const engine::Comparison& comparison,
                levels::Level<levels::WallStrike> Waypoint::* wall) {
  json.key(name).begin_object().key("before");
  write_strike(json, comparison.before().*wall);
  json.key("after_each").begin_object();
  for (std::size_t i = 0; i < engine::cause_count; ++i) {
    json.key(to_string(engine::causes[i]));
    write_strike(json, comparison.way[i + 1].*wall);
  }
  json.end_object().key("reason");
  const auto& last = comparison.after().*wall;
  last ? json.null() : json.value(to_string(last.error()));
  json.end_object();
}

}  // namespace

std::string comparison_json(const engine::Report& earlier, const engine::Report& later,
                            const engine::Comparison& comparison, int indent) {
  JsonWriter json{indent};
  json.begin_object().field("schema", std::string_view{"gammafield.comparison/1"});
  json.field("symbol", std::string_view{later.symbol});
  write_snapshot(json, "from", earlier);
  write_snapshot(json, "to", later);
  json.key("order").begin_array();
  for (const engine::Cause cause : engine::causes) json.value(to_string(cause));
  json.end_array().key("measures").begin_array();
  for (const Measure& measure : measures_of(comparison)) write_measure(json, measure);
  json.end_array();
  write_wall(json, "call_wall", comparison, &Waypoint::call_wall);
  write_wall(json, "put_wall", comparison, &Waypoint::put_wall);
  json.key("contracts").begin_object().field("in_both", comparison.contracts.in_both);
  json.field("settled", comparison.contracts.settled).field("gone", comparison.contracts.gone);
  json.field("listed", comparison.contracts.listed).field("appeared", comparison.contracts.appeared);
  json.end_object().end_object();
  return json.take();
}

}  // namespace gammafield::exports
