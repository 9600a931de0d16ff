#include "engine/replay_days.h"

#include <utility>

#include "base/json_writer.h"
#include "engine/bands_json.h"
#include "engine/report_json.h"
#include "engine/session_json.h"

namespace gammafield::engine {
namespace {

using base::JsonWriter;

std::optional<DayWall> day_wall(const levels::Level<session::WallReport>& wall) {
  if (!wall) return std::nullopt;
  DayWall day{wall->at.strike, wall->state, {}, {}};
  if (wall->change) {
    day.oi_arrow = wall->change->oi_arrow;
    day.total_arrow = wall->change->total_arrow;
  }
  return day;
}

void write_wall(JsonWriter& json, std::string_view name, const std::optional<DayWall>& wall) {
  json.key(name);
  if (!wall) return void(json.null());
  json.begin_object().field("strike", wall->strike.value()).field("state", to_string(wall->state));
  const auto arrow = [&](std::string_view key, const std::optional<session::Arrow>& which) {
    json.key(key);
    which ? json.value(to_string(*which)) : json.null();
  };
  arrow("oi_arrow", wall->oi_arrow);
  arrow("total_arrow", wall->total_arrow);
  json.end_object();
}

template <class T, class Write>
void write_list(JsonWriter& json, std::string_view name, const std::vector<T>& list, Write write) {
  json.key(name).begin_array();
  for (const T& item : list) write(json, item);
  json.end_array();
}

void write_day(JsonWriter& json, const ReplayDay& day) {
  json.begin_object().field("date", std::string_view{market::to_string(day.date)}).key("close");
  day.close ? json.value(day.close->value()) : json.null();
  json.field("snapshots", day.snapshots);
  write_wall(json, "call_wall", day.call_wall);
  write_wall(json, "put_wall", day.put_wall);
  json.key("gamma_flip");
  day.flip ? json.value(day.flip->value()) : json.null();
  json.key("net_gex_usd_per_1pct");
  day.net_gex ? json.value(day.net_gex->value()) : json.null();
  json.field("net_gex_percentile", day.tier.percentile).key("regime");
  day.regime ? json.value(to_string(*day.regime)) : json.null();
  json.key("bands");
  write_bands(json, day.bands);
  write_list(json, "attempts", day.attempts, write_attempt);
  write_list(json, "migrations", day.migrations, write_migration);
  write_list(json, "events", day.events, write_event);
  json.end_object();
}

}  // namespace

ReplayDay& ReplayDays::day_of(market::Date date) {
  auto& day = days_[date];
  day.date = date;
  return day;
}

void ReplayDays::add_prices(std::span<const session::PriceSample> prices, const market::Calendar& calendar) {
  for (const auto& sample : prices) {
    const auto date = calendar.session_of(sample.at);
    if (sample.at <= calendar.session_close(date)) day_of(date).close = sample.price;
  }
}

void ReplayDays::add(const Report& report) {
  const session::SessionReport& over_time = *report.over_time;
  ReplayDay& day = day_of(report.session);
  ++day.snapshots;
  if (!day.close) day.close = report.spot;
  day.call_wall = day_wall(over_time.call_wall);
  day.put_wall = day_wall(over_time.put_wall);
  day.flip = report.levels.flip ? std::optional{report.levels.flip->price} : std::nullopt;
  day.net_gex = report.levels.totals.net_gex;
  day.tier = over_time.tier;
  day.bands = report.bands;
  day.regime = over_time.regime ? std::optional{over_time.regime->label} : std::nullopt;
  add(over_time.events, over_time.attempts, over_time.migrations, *report.calendar);
}

void ReplayDays::add(const std::vector<session::Event>& events, const std::vector<session::EndedAttempt>& attempts,
                     const std::vector<session::Migration>& migrations, const market::Calendar& calendar) {
  for (const auto& event : events) day_of(calendar.session_of(event.at)).events.push_back(event);
  for (const auto& attempt : attempts)
    day_of(calendar.session_of(attempt.attempt.crossed_at)).attempts.push_back(attempt);
  for (const auto& move : migrations) day_of(calendar.session_of(move.at)).migrations.push_back(move);
}

std::vector<ReplayDay> ReplayDays::days() && {
  std::vector<ReplayDay> days;
  for (auto& [date, day] : days_) days.push_back(std::move(day));
  return days;
}

std::string to_json(const Replayed& replayed, int indent) {
  JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.replay/1").field("symbol", std::string_view{replayed.symbol});
  write_assumptions(json, replayed.settings, replayed.calendar->rules(), replayed.multiplier);
  write_list(json, "days", replayed.days, write_day);
  json.key("notes").begin_array();
  for (const auto& note : replayed.notes) json.value(std::string_view{note});
  json.end_array().end_object();
  return json.take();
}

}  // namespace gammafield::engine
