#include "engine/session_json.h"

namespace gammafield::engine {
namespace {

using base::JsonWriter;
using levels::Level;

void write_time(JsonWriter& json, std::string_view name, market::Instant at) {
  json.field(name, std::string_view{market::to_string(at)});
}

std::string_view side_name(levels::Side side) { return side == levels::Side::call ? "call" : "put"; }

void write_attempt_fields(JsonWriter& json, const session::Attempt& attempt) {
  write_time(json, "crossed_at", attempt.crossed_at);
  json.field("beyond_minutes", static_cast<double>(attempt.beyond.count()) / 60);
  json.field("furthest_points", attempt.furthest.value()).field("label", to_string(attempt.label));
  json.field("gap", attempt.gap).field("gap_open", attempt.gap_open);
}

void write_arrow(JsonWriter& json, std::string_view name, const std::optional<session::Arrow>& arrow) {
  json.key(name);
  arrow ? json.value(to_string(*arrow)) : json.null();
}

void write_wall(JsonWriter& json, std::string_view name, const Level<session::WallReport>& level) {
  json.key(name).begin_object();
  if (!level) {
    json.null_field("strike").field("reason", to_string(level.error())).end_object();
    return;
  }
  const session::WallReport& wall = *level;
  json.field("strike", wall.at.strike.value()).field("value_usd_per_1pct", wall.at.value.value());
  json.field("state", to_string(wall.state));
  write_time(json, "since", wall.since);
  json.key("attempt");
  if (wall.attempt) {
    json.begin_object();
    write_attempt_fields(json, *wall.attempt);
    json.end_object();
  } else {
    json.null();
    if (wall.state == session::WallState::tested) json.field("attempt_reason", "cut_off_by_the_close");
  }
  json.key("without_memory");
  wall.plain ? json.value(wall.plain->value()) : json.null();
  json.key("change");
  wall.change ? write_strength_change(json, *wall.change) : void(json.null());
  json.null_field("reason").end_object();
}

void write_after(JsonWriter& json, std::string_view name, const session::AfterExpiries& after) {
  json.key(name).begin_object();
  write_time(json, "settled_by", after.settled_by);
  const auto level = [&](std::string_view key, const auto& found, auto value) {
    json.key(key).begin_object().key("price");
    found ? json.value(value(*found)) : json.null();
    json.key("reason");
    found ? json.null() : json.value(to_string(found.error()));
    json.end_object();
  };
  level("call_wall", after.call_wall, [](market::Strike strike) { return strike.value(); });
  level("put_wall", after.put_wall, [](market::Strike strike) { return strike.value(); });
  level("gamma_flip", after.flip, [](const levels::GammaFlip& flip) { return flip.price.value(); });
  json.end_object();
}

void write_tier(JsonWriter& json, const session::NetGexTier& tier) {
  json.key("net_gex_tier").begin_object().field("percentile", tier.percentile).field("sessions", tier.sessions);
  json.key("reason");
  tier.percentile ? json.null() : json.value("too_few_sessions");
  json.end_object();
}

void write_regime(JsonWriter& json, const session::SessionReport& report) {
  json.key("regime");
  if (!report.regime) return void(json.null());
  json.begin_object().field("label", to_string(report.regime->label));
  write_time(json, "since", report.regime->since);
  json.field("definitions_disagree", report.definitions_disagree).end_object();
}

template <class T, class Write>
void write_list(JsonWriter& json, std::string_view name, const std::vector<T>& list, Write write) {
  json.key(name).begin_array();
  for (const T& item : list) write(json, item);
  json.end_array();
}

}  // namespace

void write_strength_change(JsonWriter& json, const session::StrengthChange& change) {
  json.begin_object().field("before_usd_per_1pct", change.before.value());
  json.field("after_usd_per_1pct", change.after.value()).field("rolled_off_usd_per_1pct", change.rolled_off.value());
  json.field("from_exposure_usd_per_1pct", change.from_exposure.value());
  json.field("from_open_interest_usd_per_1pct", change.from_open_interest.value());
  json.field("from_both_usd_per_1pct", change.from_both.value());
  write_arrow(json, "oi_arrow", change.oi_arrow);
  write_arrow(json, "total_arrow", change.total_arrow);
  json.end_object();
}

void write_migration(JsonWriter& json, const session::Migration& move) {
  json.begin_object();
  write_time(json, "time", move.at);
  json.field("side", side_name(move.side)).field("from", move.from.value()).field("to", move.to.value());
  json.field("points", move.to.value() - move.from.value()).field("reason", to_string(move.reason)).key("v_from");
  move.value_from ? json.value(move.value_from->value()) : json.null();
  json.field("v_to", move.value_to.value()).key("rolled_off_by_class").begin_object();
  for (const auto& [expiry_class, value] : move.rolled_off) json.field(to_string(expiry_class), value.value());
  json.end_object().end_object();
}

void write_attempt(JsonWriter& json, const session::EndedAttempt& ended) {
  json.begin_object().field("side", side_name(ended.side)).field("strike", ended.strike.value());
  write_attempt_fields(json, ended.attempt);
  json.end_object();
}

void write_event(JsonWriter& json, const session::Event& event) {
  json.begin_object();
  write_time(json, "time", event.at);
  json.field("kind", to_string(event.kind)).field("text", std::string_view{event.text}).end_object();
}

void write_session(JsonWriter& json, const std::optional<session::SessionReport>& over_time) {
  if (!over_time) return void(json.null());
  const session::SessionReport& report = *over_time;
  json.begin_object();
  write_wall(json, "call_wall", report.call_wall);
  write_wall(json, "put_wall", report.put_wall);
  json.key("previous_session");
  report.previous_session ? json.value(std::string_view{market::to_string(*report.previous_session)}) : json.null();
  write_list(json, "migrations", report.migrations, write_migration);
  write_list(json, "attempts", report.attempts, write_attempt);
  write_list(json, "events", report.events, write_event);
  json.key("after_expiries").begin_object();
  write_after(json, "session", report.after.session);
  write_after(json, "friday", report.after.friday);
  write_after(json, "monthly", report.after.monthly);
  json.end_object();
  write_tier(json, report.tier);
  write_regime(json, report);
  json.field("sampling_seconds", static_cast<std::int64_t>(report.settings.watch.sampling.count())).end_object();
}

}  // namespace gammafield::engine
