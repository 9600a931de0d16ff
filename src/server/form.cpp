#include "server/form.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/list_file.h"
#include "desk/parts.h"
#include "market/date.h"

namespace gammafield::server {

using http::problem;
using http::Response;

namespace {

constexpr std::pair<Form, std::string_view> names[] = {
    {Form::json, "json"}, {Form::csv, "csv"}, {Form::ndjson, "ndjson"}, {Form::md, "md"},
    {Form::text, "text"}, {Form::svg, "svg"}, {Form::html, "html"}};

std::string_view name_of(Form form) {
  return std::ranges::find(names, form, &std::pair<Form, std::string_view>::first)->second;
}

std::string list_of(std::initializer_list<Form> offered) {
  std::string list;
  for (const Form form : offered) list += (list.empty() ? "" : ", ") + std::string{name_of(form)};
  return list;
}

}  // namespace

std::string_view content_type(Form form) {
  switch (form) {
    case Form::json: return "application/json";
    case Form::csv: return "text/csv; charset=utf-8";
    case Form::ndjson: return "application/x-ndjson";
    case Form::md: return "text/markdown; charset=utf-8";
    case Form::text: return "text/plain; charset=utf-8";
    case Form::svg: return "image/svg+xml";
    case Form::html: return "text/html; charset=utf-8";
  }
  return "application/octet-stream";
}

base::Result<Form, Response> form_of(const http::Request& request, std::initializer_list<Form> offered) {
  if (const auto asked = request.parameter("format")) {
    for (const Form form : offered)
      if (name_of(form) == *asked) return form;
    return base::failure(problem(406, fmt::format("format={}: this address has {}", *asked, list_of(offered))));
  }
  auto accept = request.header("accept").value_or("*/*");
  while (!accept.empty()) {
    const auto comma = std::min(accept.find(','), accept.size());
    auto type = base::trimmed(accept.substr(0, comma));
    type = base::trimmed(type.substr(0, type.find(';')));
    accept.remove_prefix(std::min(comma + 1, accept.size()));
    if (type == "*/*") return *offered.begin();
    for (const Form form : offered)
      if (content_type(form).substr(0, content_type(form).find(';')) == type) return form;
  }
  return *offered.begin();  // RFC 9110, 12.5.1: better some answer than none
}

base::Result<double, Response> number_of(const http::Request& request, std::string_view name, double usual, double low,
                                         double high) {
  const auto text = request.parameter(name);
  if (!text) return usual;
  const auto number = base::whole_number(*text);
  if (!number || *number < low || *number > high)
    return base::failure(problem(400, fmt::format("{}={}: a number from {} to {}", name, *text, low, high)));
  return *number;
}

base::Result<std::optional<market::Instant>, Response> instant_of(const http::Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text) return std::optional<market::Instant>{};
  if (const auto instant = market::parse_instant(*text)) return std::optional{*instant};
  if (const auto date = market::parse_date(*text)) return std::optional<market::Instant>{std::chrono::sys_days{*date}};
  return base::failure(
      problem(400, fmt::format("{}={}: a time such as 2026-08-18T16:00-04:00, or a date", name, *text)));
}

std::string enveloped(const desk::Standing& standing, std::string_view name, std::string_view payload) {
  const auto parts = desk::parts_of(standing.report_json());
  std::string text = "{";
  for (const char* each : {"symbol", "as_of", "spot"}) text += fmt::format("\"{}\":{},", each, desk::part(parts, each));
  return text + fmt::format(R"("data_delay_seconds":{},"oi_date":{},"sequence":{},"assumptions":{},"{}":{}}})",
                            standing.delay_seconds(), desk::part(parts, "oi_date"), standing.sequence(),
                            desk::part(parts, "assumptions"), name, payload);
}

std::string of_records(const desk::Desk& desk, const std::string& symbol, std::string_view name,
                       std::string_view payload) {
  if (const auto standing = desk.standing(symbol)) return enveloped(*standing, name, payload);
  base::JsonWriter json;
  json.begin_object().field("symbol", symbol).end_object();
  std::string text = json.take();
  text.pop_back();
  return text + fmt::format(R"(,"{}":{}}})", name, payload);
}

std::string rows_json(const exports::Rows& rows) {
  std::string lines = exports::rows_ndjson(rows);
  if (!lines.empty()) lines.pop_back();
  std::ranges::replace(lines, '\n', ',');  // no other line break is in them: JSON escapes those of texts
  return '[' + lines + ']';
}

Response answered(Form form, std::string body) {
  if (!body.ends_with('\n')) body += '\n';
  return {200, std::string{content_type(form)}, http::text_of(std::move(body)), {}};
}

Response refused(const base::Refusal& refusal) {
  switch (refusal.kind) {
    case base::RefusalKind::usage: return problem(400, refusal.message);
    case base::RefusalKind::no_usable_data: return problem(422, refusal.message);
    case base::RefusalKind::input_rejected: return problem(500, refusal.message);
    case base::RefusalKind::output_failed: return problem(503, refusal.message);
  }
  return problem(500, refusal.message);
}

Response no_symbol(std::string_view symbol) {
  return problem(404, fmt::format("{}: nothing is known of it; /v1/symbols lists what is", symbol));
}

Response nothing_recorded() { return problem(404, "this server records nothing; --data FOLDER tells it where to"); }

}  // namespace gammafield::server
