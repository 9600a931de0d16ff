#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "engine/report_json.h"
#include "server/form.h"
#include "server/openapi.h"
#include "server/resource.h"

/// Answers about the server itself.
namespace gammafield::server {

using http::Response;

namespace {

std::optional<std::string> text_of(std::optional<desk::Moment> moment) {
  if (!moment) return std::nullopt;
  return market::to_string(std::chrono::floor<std::chrono::seconds>(*moment));
}

void write_source(base::JsonWriter& json, const desk::SourceState& source) {
  json.begin_object().field("name", source.name).field("stale", source.stale);
  json.field("asked", text_of(source.asked)).field("changed", text_of(source.changed));
  if (source.trouble.empty())
    json.null_field("trouble");
  else
    json.field("trouble", source.trouble);
  json.field("failures", static_cast<std::int64_t>(source.failures)).end_object();
}

}  // namespace

Response health(const House&, const Asked&) { return answered(Form::json, R"({"status":"ok"})"); }

/// 200: something is known of every source, and no source is stale.
Response ready(const House& house, const Asked&) {
  const auto sources = house.desk.sources();
  const bool stale = std::ranges::any_of(sources, &desk::SourceState::stale);
  const bool nothing = house.desk.all().empty();
  base::JsonWriter json;
  json.begin_object();
  json.field("status", nothing ? "no data yet" : stale ? "stale" : "ready");
  json.key("sources").begin_array();
  for (const auto& source : sources) write_source(json, source);
  json.end_array().end_object();
  Response response = answered(Form::json, json.take());
  if (nothing || stale) response.status = 503;
  return response;
}

Response version(const House&, const Asked&) {
  return answered(Form::json, fmt::format(R"({{"name":"gammafield","version":"{}","report":"gammafield.report/1"}})",
                                          engine::version()));
}

Response settings(const House& house, const Asked&) {
  base::JsonWriter json;
  json.begin_object().key("server").begin_object();
  for (const auto& [name, value] : house.shown) json.field(name, value);
  json.end_object();
  engine::write_assumptions(json, house.settings, market::rules_of(market::Exchange::us), std::nullopt);
  json.end_object();
  return answered(Form::json, json.take());
}

Response openapi(const House&, const Asked&) { return answered(Form::json, std::string{openapi_document()}); }

}  // namespace gammafield::server
