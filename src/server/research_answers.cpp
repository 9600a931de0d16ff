#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "http/door.h"
#include "server/form.h"
#include "server/resource.h"
#include "studies/base_rates.h"
#include "studies/kept_results.h"
#include "studies/library.h"
#include "studies/plan.h"

/// What studies came to: results that `gammafield research run -o FOLDER`, or this server, left in a folder.
namespace gammafield::server {

using base::JsonWriter;
using http::Response;

namespace {

void write_result(JsonWriter& json, const studies::ResultFile& file) {
  const auto& result = file.result;
  const auto* primary = studies::primary_of(result);
  const auto* first = primary && primary->first ? &*primary->first : nullptr;
  const auto or_null = [&](std::string_view name, const std::string* text) {
    text ? json.field(name, std::string_view{*text}) : json.null_field(name);
  };
  json.begin_object().field("name", std::string_view{result.name}).field("kind", std::string_view{result.kind});
  json.field("title", std::string_view{result.title}).field("question", std::string_view{result.question});
  json.field("answer", std::string_view{result.answer}).field("tried_text", std::string_view{result.tried_text});
  or_null("verdict", first ? &first->verdict : nullptr);
  or_null("verdict_text", first ? &first->verdict_text : nullptr);
  json.field("made_at", std::string_view{market::to_string(file.made_at)});
  json.field("days", primary ? primary->days : 0).field("comparisons_tried", result.comparisons_tried).end_object();
}

/// The studies that come along and of which nothing is kept.
void write_library(JsonWriter& json, const studies::KeptResults& kept) {
  json.key("library").begin_array();
  for (const auto& each : studies::library_texts()) {
    const auto is_it = [&](const auto& file) { return file.result.name == each.name; };
    const auto plan = studies::read_study(each.text, each.name);
    if (!plan || std::ranges::any_of(kept.results, is_it)) continue;  // a test reads them all
    json.begin_object().field("name", each.name).field("kind", studies::to_string(plan->kind));
    json.field("title", std::string_view{plan->title}).field("question", std::string_view{plan->question}).end_object();
  }
  json.end_array();
}

}  // namespace

Response research_list(const House& house, const Asked& asked) {
  const auto form = form_of(asked.request, {Form::json});
  if (!form) return form.error();
  const auto kept = studies::kept_results(house.research);
  JsonWriter json;
  json.begin_object().key("studies").begin_array();
  for (const auto& file : kept.results) write_result(json, file);
  json.end_array().key("unreadable").begin_array();
  for (const auto& refusal : kept.unreadable) json.value(std::string_view{refusal.message});
  json.end_array();
  write_library(json, kept);
  json.end_object();
  return answered(*form, json.take());
}

Response research_result(const House& house, const Asked& asked) {
  const auto form = form_of(asked.request, {Form::json, Form::html});
  if (!form) return form.error();
  auto file = studies::kept_file(house.research, asked.names[0], *form == Form::html ? ".html" : ".json");
  if (!file) return http::problem(404, fmt::format("{}; /v1/research lists those there are", file.error().message));
  Response response = answered(*form, std::move(*file));
  if (*form == Form::html)
    response.headers.emplace_back("content-security-policy", http::policy_of_page(*response.body));
  return response;
}

Response base_rates(const House& house, const Asked& asked) {
  const auto form = form_of(asked.request, {Form::json});
  if (!form) return form.error();
  const std::string& symbol = asked.names[0];
  if (!house.desk.standing(symbol)) return no_symbol(symbol);
  const auto kept = studies::kept_results(house.research);
  const auto rates = studies::base_rates(kept.results, symbol,
                                         studies::wall_bases(engine::settings_for(house.settings, symbol).levels));
  return answered(*form, studies::base_rates_json(symbol, rates));
}

}  // namespace gammafield::server
