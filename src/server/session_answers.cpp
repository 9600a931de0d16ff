#include <cmath>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "desk/bars.h"
#include "desk/field.h"
#include "desk/history.h"
#include "server/form.h"
#include "server/resource.h"

/// Answers about whole sessions: which there are, their prices, their exposure over price and time.
namespace gammafield::server {

using base::JsonWriter;
using http::problem;
using http::Response;
using market::Date;

namespace {

Response no_session(const std::string& symbol, Date session) {
  return problem(404, fmt::format("{} {}: nothing is known of that session; /v1/sessions/{} lists what is", symbol,
                                  market::to_string(session), symbol));
}

/// `?session=`, else the one that stands, else the last recorded.
base::Result<Date, Response> session_of(const House& house, const Asked& asked) {
  const std::string& symbol = asked.names[0];
  if (!house.folder) return base::failure(nothing_recorded());
  if (const auto text = asked.request.parameter("session")) {
    if (const auto date = market::parse_date(*text)) return *date;
    return base::failure(problem(400, fmt::format("session={}: a date as 2026-08-18", *text)));
  }
  if (const auto standing = house.desk.standing(symbol)) return standing->report().session;
  const auto days = house.folder->days(symbol);
  if (days.empty()) return base::failure(no_symbol(symbol));
  return days.back();
}

std::string bars_json(const std::vector<desk::Bar>& bars) {
  JsonWriter json;
  json.begin_array();
  for (const auto& bar : bars) {
    json.begin_array().value(market::to_string(bar.from));
    for (const market::Spot price : {bar.open, bar.high, bar.low, bar.close}) json.value(price.value());
    json.end_array();
  }
  return json.end_array().take();
}

/// Whole dollars: what is behind them nobody reads, and it is half of the answer.
void write_column(JsonWriter& json, const desk::FieldColumn& column, const std::vector<market::Spot>& prices) {
  json.begin_array();
  for (const market::Spot price : prices) {
    const auto net = column.net_gex(price);
    net ? json.value(std::round(net->value())) : json.null();
  }
  json.end_array();
}

std::string field_json(Date session, const desk::Field& field) {
  constexpr double cents = 100;
  JsonWriter json;
  json.begin_object().field("session", market::to_string(session));
  json.field("columns_missing", field.missing).key("prices").begin_array();
  for (const market::Spot price : field.prices) json.value(std::round(price.value() * cents) / cents);
  json.end_array().key("times").begin_array();
  for (const auto& column : field.columns) json.value(market::to_string(column->at()));
  json.end_array().key("spots").begin_array();
  for (const auto& column : field.columns) json.value(column->spot().value());
  json.end_array().key("net_gex_usd_per_1pct").begin_array();
  for (const auto& column : field.columns) write_column(json, *column, field.prices);
  return json.end_array().end_object().take();
}

std::function<bool()> after(std::chrono::milliseconds time) {
  return [end = std::chrono::steady_clock::now() + time] { return std::chrono::steady_clock::now() >= end; };
}

}  // namespace

Response sessions(const House& house, const Asked& asked) {
  if (!house.folder) return nothing_recorded();
  const auto rows = desk::sessions(*house.folder, asked.names[0]);
  if (!rows) return refused(rows.error());
  if (rows->rows.empty()) return no_symbol(asked.names[0]);
  return answered(Form::json, of_records(house.desk, asked.names[0], "sessions", rows_json(*rows)));
}

Response bars(const House& house, const Asked& asked) {
  const std::string& symbol = asked.names[0];
  const auto session = session_of(house, asked);
  const auto step = number_of(asked.request, "step", 60, 1, 86'400);
  if (!session) return session.error();
  if (!step) return step.error();
  const auto bars = desk::bars(*house.folder, symbol, *session, std::chrono::seconds{static_cast<std::int64_t>(*step)},
                               house.desk.newest_prices(symbol));
  if (!bars) return refused(bars.error());
  if (!*bars) return no_session(symbol, *session);
  return answered(Form::json, of_records(house.desk, symbol, "bars", bars_json(**bars)));
}

Response field(const House& house, const Asked& asked) {
  constexpr std::chrono::milliseconds at_most{700};  // others wait for the worker meanwhile
  const std::string& symbol = asked.names[0];
  const auto session = session_of(house, asked);
  const auto range = number_of(asked.request, "range", 3, 0.1, 10);
  const auto points = number_of(asked.request, "points", 120, 2, 400);
  const auto step = number_of(asked.request, "step", 60, 1, 86'400);
  if (!session) return session.error();
  if (!range) return range.error();
  if (!points) return points.error();
  if (!step) return step.error();
  const desk::FieldWanted wanted{.range = *range / 100,
                                 .points = static_cast<std::size_t>(*points),
                                 .step = std::chrono::seconds{static_cast<std::int64_t>(*step)},
                                 .enough = after(at_most)};
  const auto field = desk::field(house.desk.field_columns(), *house.folder, symbol, *session, wanted, house.settings);
  if (!field) return refused(field.error());
  if (!*field) return no_session(symbol, *session);
  return answered(Form::json, of_records(house.desk, symbol, "field", field_json(*session, **field)));
}

}  // namespace gammafield::server
