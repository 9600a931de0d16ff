#include "base/json_writer.h"
#include "engine/bands_json.h"
#include "exports/stress_text.h"

namespace gammafield::exports {
namespace {

using base::JsonWriter;

void write_money(JsonWriter& json, std::string_view name, const std::optional<market::UsdPerPercent>& money) {
  json.key(name);
  money ? json.value(money->value()) : json.null();
}

void write_steps(JsonWriter& json, const engine::Report& report, const engine::Stress& stress) {
  json.key("steps").begin_array();
  for (const auto& step : stress.steps) {
    json.begin_object().field("at", std::string_view{market::to_string(report.as_of + step.ahead)});
    json.field("minutes_ahead", static_cast<std::int64_t>(step.ahead.count()));
    json.field("net_gex_usd_per_1pct", step.net.value()).field("gross_gex_usd_per_1pct", step.gross.value());
    write_money(json, "call_wall_strength_usd_per_1pct", step.call_wall);
    write_money(json, "put_wall_strength_usd_per_1pct", step.put_wall);
    json.field("charm_flow_usd", step.charm_flow.value()).end_object();
  }
  json.end_array().field("charm_flow_usd", stress.charm_flow.value());
}

void write_wall(JsonWriter& json, std::string_view name, const std::optional<engine::WallRisk>& risk) {
  json.key(name);
  if (!risk) {
    json.null();
    return;
  }
  json.begin_object().field("strike", risk->strike.value()).field("strength_usd_per_1pct", risk->strength.value());
  json.key("half_life_minutes");
  risk->half_life ? json.value(static_cast<std::int64_t>(risk->half_life->count())) : json.null();
  json.field("melts", risk->melts).field("deviations_away", risk->deviations_away);
  json.field("out_of_reach", risk->out_of_reach).field("swamp_ratio", risk->swamp_ratio);
  json.field("swamped", risk->swamped).end_object();
}

template <class T, class Price>
void write_price(JsonWriter& json, std::string_view name, const levels::Level<T>& level, Price price) {
  json.key(name);
  level ? json.value(price(*level)) : json.null();
}

void write_vol_shifts(JsonWriter& json, const engine::Stress& stress) {
  const auto strike = [](const levels::WallStrike& wall) { return wall.strike.value(); };
  json.key("vol_shifts").begin_array();
  for (const auto& shift : stress.vol_shifts) {
    json.begin_object().field("vol_points", shift.points).field("net_gex_usd_per_1pct", shift.net.value());
    json.field("gross_gex_usd_per_1pct", shift.gross.value());
    write_price(json, "gamma_flip", shift.flip, [](const levels::GammaFlip& flip) { return flip.price.value(); });
    json.key("gamma_flip_reason");
    shift.flip ? json.null() : json.value(to_string(shift.flip.error()));
    write_price(json, "call_wall", shift.call_wall, strike);
    write_price(json, "put_wall", shift.put_wall, strike);
    json.field("sign_changes", shift.sign_changes).end_object();
  }
  json.end_array();
}

void write_otc(JsonWriter& json, const std::optional<engine::OtcEffect>& otc) {
  json.key("otc");
  if (!otc) {
    json.null();
    return;
  }
  json.begin_object().field("multiple", otc->multiple).field("critical_rho", otc->critical_rho);
  json.field("net_gex_usd_per_1pct", otc->net.value()).field("sign_changes", otc->sign_changes).end_object();
}

void write_band(JsonWriter& json, const engine::WidenedBand& band) {
  json.key("bands").begin_object().key("now");
  engine::write_bands(json, band.now);
  json.key("widened");
  engine::write_bands(json, band.widened);
  json.field("sign_changes", band.sign_changes).field("regime_changes", band.regime_changes).end_object();
}

}  // namespace

std::string stress_json(const engine::Analysis& analysis, const engine::Stress& stress, int indent) {
  const auto& report = analysis.report;
  JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.stress/1").field("symbol", std::string_view{report.symbol});
  json.field("as_of", std::string_view{market::to_string(report.as_of)}).field("spot", report.spot.value());
  json.field("settles_at", std::string_view{market::to_string(stress.settles_at)});
  write_steps(json, report, stress);
  write_wall(json, "call_wall", stress.call_wall);
  write_wall(json, "put_wall", stress.put_wall);
  write_vol_shifts(json, stress);
  write_otc(json, stress.otc);
  write_band(json, stress.band);
  json.end_object();
  return json.take();
}

}  // namespace gammafield::exports
