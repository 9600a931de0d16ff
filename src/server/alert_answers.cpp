#include <algorithm>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/json_writer.h"
#include "server/form.h"
#include "server/resource.h"

/// Alerts: what is watched for, where it goes, and what became of it. Names of sinks are told, never where they lead.
namespace gammafield::server {

namespace dom = simdjson::dom;
using base::JsonWriter;
using http::problem;
using http::Response;

namespace {

constexpr std::size_t logged_most = 200;

Response no_alerts() { return problem(404, "this server has no alerts; --alerts FILE names its rules and sinks"); }

void write_names(JsonWriter& json, std::string_view key, const std::vector<std::string>& names) {
  json.key(key).begin_array();
  for (const std::string& name : names) json.value(name);
  json.end_array();
}

std::string clock_of(std::chrono::minutes since_midnight) {
  const std::chrono::hh_mm_ss time{since_midnight};
  return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

void write_quiet(JsonWriter& json, const std::optional<alerts::QuietHours>& quiet) {
  json.key("quiet_hours");
  if (!quiet) {
    json.null();
    return;
  }
  json.begin_object().field("from", clock_of(quiet->from)).field("to", clock_of(quiet->to));
  json.field("then", quiet->then == alerts::InQuiet::hold ? "hold" : "drop").end_object();
}

void write_rule(JsonWriter& json, const alerts::Rule& rule) {
  json.begin_object().field("name", rule.name).field("when", name_of(rule.when));
  write_names(json, "symbols", rule.symbols);
  write_names(json, "sinks", rule.sinks);
  json.field("cool_down_seconds", static_cast<std::int64_t>(rule.cool_down.count()));
  write_quiet(json, rule.quiet);
  json.end_object();
}

void write_logged(JsonWriter& json, const alerts::Logged& logged) {
  const auto& [message, fate, trouble] = logged;
  const alerts::Alert& alert = message.alert;
  json.begin_object().field("at", market::to_string(alert.at)).field("as_of", market::to_string(alert.as_of));
  json.field("rule", alert.rule).field("kind", to_string(alert.kind)).field("symbol", alert.symbol);
  json.field("title", alert.title).field("text", alert.text).field("sink", message.sink);
  json.field("state", to_string(fate)).field("attempts", message.tries);
  json.field("reason", trouble.empty() ? std::nullopt : std::optional{std::string_view{trouble}}).end_object();
}

/// None: no object of one sink's name.
std::optional<std::string> sink_of(const std::string& body) {
  dom::parser parser;
  dom::object given;
  std::string_view name;
  if (parser.parse(body).get(given) != simdjson::SUCCESS || given.size() != 1 ||
      given["sink"].get(name) != simdjson::SUCCESS)
    return std::nullopt;
  return std::string{name};
}

}  // namespace

Response alerts_log(const House& house, const Asked&) {
  if (house.alerts == nullptr) return no_alerts();
  const auto log = house.alerts->log(logged_most);
  if (!log) return refused(log.error());
  JsonWriter json;
  json.begin_object().key("rules").begin_array();
  for (const auto& rule : house.alerts->rules()) write_rule(json, rule);
  json.end_array().key("sinks").begin_array();
  for (const auto& sink : house.alerts->sinks())
    json.begin_object().field("name", sink.name).field("kind", name_of(sink.kind)).end_object();
  json.end_array().key("log").begin_array();
  for (const auto& logged : *log) write_logged(json, logged);
  json.end_array().end_object();
  return answered(Form::json, json.take());
}

/// Kept like any alert: what becomes of it is in the log.
Response test_alert(const House& house, const Asked& asked) {
  if (house.alerts == nullptr) return no_alerts();
  const auto sink = sink_of(asked.request.body);
  if (!sink) return problem(400, "a JSON object of sink, the name of one: {\"sink\":\"phone\"}");
  if (std::ranges::find(house.alerts->sinks(), *sink, &alerts::Sink::name) == house.alerts->sinks().end())
    return problem(404, fmt::format("{}: there is no such sink; /v1/alerts lists them", *sink));
  if (const auto refusal = house.alerts->test(*sink, asked.now)) return refused(*refusal);
  JsonWriter json;
  json.begin_object().field("sink", *sink).field("state", to_string(alerts::Fate::waiting)).end_object();
  return answered(Form::json, json.take());
}

}  // namespace gammafield::server
