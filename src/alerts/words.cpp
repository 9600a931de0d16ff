#include "alerts/words.h"

#include <fmt/format.h>

#include "alerts/escaping.h"
#include "engine/report_json.h"
#include "exports/numerals.h"

namespace gammafield::alerts {
namespace {

using base::JsonWriter;

constexpr std::string_view no_signal =
    "Dealer positions are inferred, not observed. Context, not a signal and not advice.";
constexpr std::string_view sign = "positive: dealers long gamma, their hedging trades against the move";

std::string price(double value) { return fmt::format("{:.2f}", value); }

/// The session's standing wall, else this snapshot's.
struct WallNow {
  double strike = 0;
  std::string state;  ///< empty without a session
};
std::optional<WallNow> wall_now(const engine::Report& report, levels::Side side) {
  const bool call = side == levels::Side::call;
  if (report.over_time) {
    const auto& standing = call ? report.over_time->call_wall : report.over_time->put_wall;
    if (!standing) return std::nullopt;
    return WallNow{standing->at.strike.value(), std::string{to_string(standing->state)}};
  }
  const auto& wall = call ? report.levels.call_wall : report.levels.put_wall;
  if (!wall) return std::nullopt;
  return WallNow{wall->at.strike.value(), {}};
}

std::string wall_words(std::string_view name, const std::optional<WallNow>& wall) {
  if (!wall) return fmt::format("no {}", name);
  return fmt::format("{} {:g}{}{}", name, wall->strike, wall->state.empty() ? "" : " ", wall->state);
}

std::string_view sides_of(exposure::PositioningModel model) {
  switch (model) {
    case exposure::PositioningModel::naive: return "dealers long calls, short puts";
    case exposure::PositioningModel::all_short: return "dealers short every option";
    case exposure::PositioningModel::all_long: return "dealers long every option";
    case exposure::PositioningModel::index_gpp: return "dealers short index puts, as studied in 2009";
    case exposure::PositioningModel::user: return "dealers as your file says";
    case exposure::PositioningModel::flow: return "dealers as inferred from trades";
    case exposure::PositioningModel::open_close: return "dealers as summed from open-close data";
  }
  return "";
}

constexpr std::size_t name_max = 300, title_max = 300, text_max = 16'000;  // bytes

/// Names come from files and feeds: valid UTF-8 without control characters, on one line, and not endless.
std::string tidy(std::string_view text, std::size_t most) { return escaped(text, on_one_line, Count::bytes, most); }

void write_detail(JsonWriter& json, std::string_view name, const Detail& detail) {
  json.key(name);
  std::visit(
      [&](const auto& value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::nullptr_t>) {
          json.null();
        } else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) {
          json.value(std::string_view{tidy(value, text_max)});
        } else {
          json.value(value);
        }
      },
      detail);
}

void write_head(JsonWriter& json, Alert& alert) {
  alert.rule = tidy(alert.rule, name_max);
  alert.symbol = tidy(alert.symbol, name_max);
  alert.title = tidy(alert.title, title_max);
  alert.text = escaped(alert.text, as_it_is, Count::bytes, text_max);
  alert.notes = escaped(alert.notes, as_it_is, Count::bytes, text_max);
  json.begin_object().field("schema", "gammafield.alert/1").field("id", std::string_view{alert.id});
  json.field("rule", std::string_view{alert.rule}).field("kind", to_string(alert.kind));
  json.field("symbol", std::string_view{alert.symbol}).field("at", std::string_view{market::to_string(alert.at)});
  json.field("as_of", std::string_view{market::to_string(alert.as_of)});
  json.field("title", std::string_view{alert.title}).field("text", std::string_view{alert.text});
  json.field("notes", std::string_view{alert.notes});
}

void write_wall(JsonWriter& json, std::string_view name, const std::optional<WallNow>& wall) {
  json.key(name);
  wall ? json.value(wall->strike) : json.null();
}

void write_market(JsonWriter& json, const engine::Report& report) {
  json.field("session_date", std::string_view{market::to_string(report.session)});
  json.field("spot", report.spot.value());
  json.key("levels").begin_object();
  write_wall(json, "call_wall", wall_now(report, levels::Side::call));
  write_wall(json, "put_wall", wall_now(report, levels::Side::put));
  json.key("gamma_flip");
  report.levels.flip ? json.value(report.levels.flip->price.value()) : json.null();
  json.end_object();
  json.key("regime");
  report.levels.totals.gross_gex.value() > 0 ? json.value(to_string(report.levels.regime.label)) : json.null();
  json.field("net_gex_usd_per_1pct", report.levels.totals.net_gex.value());
  json.field("currency", report.calendar->rules().currency);
  json.key("assumptions").begin_object();
  json.field("positioning", to_string(report.settings.positioning.model())).field("sign", sign);
  json.field("oi_date",
             report.oi_date ? std::optional{std::string_view{market::to_string(*report.oi_date)}} : std::nullopt);
  json.field("version", engine::version()).end_object();
}

void write_details(JsonWriter& json, const Details& details, std::size_t held_back) {
  json.key("details").begin_object();
  for (const auto& [name, detail] : details) write_detail(json, name, detail);
  json.end_object().field("held_back", held_back).end_object();
}

std::string held_words(std::size_t held_back) {
  if (held_back == 0) return {};
  return fmt::format("\n{} more like it since the last one told {} held back.", held_back,
                     held_back == 1 ? "was" : "were");
}

}  // namespace

std::string_view flip_meaning(bool above) {
  return above ? "Above the flip dealers' hedging is taken to dampen moves."
               : "Below the flip dealers' hedging is taken to amplify moves.";
}

std::string levels_line(const engine::Report& report) {
  const auto& levels = report.levels;
  const bool empty = !(levels.totals.gross_gex.value() > 0);
  return fmt::format("Spot {}. {}, {}, {}. {}.", price(report.spot.value()),
                     report.over_time || levels.call_wall
                         ? wall_words("Call wall", wall_now(report, levels::Side::call))
                         : "no call wall",
                     wall_words("put wall", wall_now(report, levels::Side::put)),
                     levels.flip ? "flip " + price(levels.flip->price.value()) : "no flip",
                     empty ? "No exposure to speak of"
                           : fmt::format("Regime {}, net {} a 1 % move", to_string(levels.regime.label),
                                         exports::signed_money(levels.totals.net_gex.value())));
}

std::string report_notes(const engine::Report& report) {
  return fmt::format("Data of {}{}.\nConvention: positioning {} ({}); + dampens, - amplifies. {}",
                     report.calendar->written(report.as_of),
                     report.oi_date ? "; open interest of " + market::to_string(*report.oi_date) : "",
                     to_string(report.settings.positioning.model()), sides_of(report.settings.positioning.model()),
                     no_signal);
}

Alert alert_of(const Rule& rule, const engine::Report& report, const Happened& happened, std::size_t nth,
               std::size_t held_back) {
  Alert alert;
  alert.rule = rule.name;
  alert.kind = happened.kind;
  alert.symbol = report.symbol;
  alert.at = happened.at;
  alert.as_of = report.as_of;
  alert.id = alert_id({rule.name, report.symbol, report.as_of, happened.kind, happened.subject, nth});
  alert.title = report.symbol + " " + happened.title;
  alert.text =
      market::in_money_of(report.calendar->rules(), happened.text + "\n" + levels_line(report) + held_words(held_back));
  alert.notes = report_notes(report);
  JsonWriter json;
  write_head(json, alert);
  write_market(json, report);
  write_details(json, happened.details, held_back);
  alert.json = json.take();
  return alert;
}

Alert alert_of(const Rule& rule, const FeedNews& news, const market::Calendar& calendar, std::size_t held_back) {
  Alert alert;
  alert.rule = rule.name;
  alert.kind = news.stale ? AlertKind::data_stale : AlertKind::data_fresh;
  alert.symbol = news.symbol.empty() ? news.feed : news.symbol;
  alert.at = news.at;
  alert.as_of = news.changed.value_or(news.at);
  // by the feed's last new thing: noticed again after a restart, it is the same silence
  alert.id = alert_id({rule.name, alert.symbol, alert.as_of, alert.kind, news.feed, 0});
  alert.title = fmt::format("{}: data {}", alert.symbol, news.stale ? "stale" : "fresh again");
  const std::string last = news.changed ? "the last was at " + calendar.written(*news.changed) : "there was none yet";
  alert.text = news.stale ? fmt::format(
                                "{} tells nothing new while the market trades; {}. Levels are of that time and "
                                "grow old.",
                                news.feed, last)
                          : fmt::format("{} tells something new again.", news.feed);
  alert.text += held_words(held_back);
  alert.notes = no_signal;
  JsonWriter json;
  write_head(json, alert);
  write_details(
      json,
      {{"feed", news.feed}, {"last_new", news.changed ? Detail{market::to_string(*news.changed)} : Detail{nullptr}}},
      held_back);
  alert.json = json.take();
  return alert;
}

Alert alert_of(const Rule& rule, AlertKind kind, std::string_view symbol, market::Date session, market::Instant at,
               const Page& page) {
  Alert alert;
  alert.rule = rule.name;
  alert.kind = kind;
  alert.symbol = symbol;
  alert.at = at;
  alert.as_of = page.as_of;
  alert.id = alert_id({rule.name, symbol, market::Instant{std::chrono::sys_days{session}}, kind, "", 0});
  alert.title = page.title;
  alert.text = page.text;
  alert.notes = page.notes;
  JsonWriter json;
  write_head(json, alert);
  write_details(json, {{"session_date", market::to_string(session)}}, 0);
  alert.json = json.take();
  return alert;
}

Alert test_alert(market::Instant now) {
  Alert alert;
  alert.rule = "send-test";
  alert.symbol = "TEST";
  alert.at = alert.as_of = now;
  alert.id = alert_id({alert.rule, alert.symbol, now, AlertKind::test, "", 0});
  alert.title = "Gammafield: a test";
  alert.text = "If you can read this, the sink works. Nothing has happened in the market.";
  alert.notes = no_signal;
  JsonWriter json;
  write_head(json, alert);
  write_details(json, {}, 0);
  alert.json = json.take();
  return alert;
}

std::string age_line(market::Instant as_of, market::Instant now) {
  using namespace std::chrono;
  if (now < as_of + minutes{1}) return "Data less than a minute old.";
  const auto age = duration_cast<minutes>(now - as_of).count();
  if (age < 120) return fmt::format("Data {} {} old.", age, age == 1 ? "minute" : "minutes");
  if (age < 48 * 60) return fmt::format("Data {} hours old.", age / 60);
  return fmt::format("Data {} days old.", age / (24 * 60));
}

}  // namespace gammafield::alerts
