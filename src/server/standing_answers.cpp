#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "chart/chart.h"
#include "desk/parts.h"
#include "engine/bands_json.h"
#include "engine/profile.h"
#include "engine/report_json.h"
#include "exports/bands_text.h"
#include "exports/levels_text.h"
#include "exports/profile_text.h"
#include "exports/rows_text.h"
#include "exports/strikes_text.h"
#include "server/form.h"
#include "server/platform_answer.h"
#include "server/resource.h"
#include "server/view.h"
#include "session/after_instants.h"

/// Answers out of how a symbol stands.
namespace gammafield::server {

using exports::TextStyle;
using http::Response;

namespace {

constexpr TextStyle markdown{.colour = false, .markdown = true};
constexpr TextStyle plain{};

/// One line of a name and a text each, put together as JSON members.
std::string members(const std::vector<desk::Part>& parts, std::initializer_list<std::string_view> names) {
  std::vector<desk::Part> chosen;
  for (const auto name : names) chosen.push_back({std::string{name}, std::string{desk::part(parts, name)}});
  return desk::joined(chosen);
}

/// `after=session|friday|monthly|DATE`; none: not asked.
base::Result<std::optional<market::Instant>, Response> after_of(const http::Request& request,
                                                                const engine::Report& report) {
  const auto text = request.parameter("after");
  if (!text) return std::optional<market::Instant>{};
  const auto settled_by = session::parse_after(*text, report.as_of, *report.calendar);
  if (!settled_by)
    return base::failure(http::problem(400, fmt::format("after={}: session, friday, monthly or a date", *text)));
  return settled_by;
}

/// About a quarter of a second for 20,000 contracts: with early exercise each point is as much work as pricing them.
std::size_t vanna_charm_max(const engine::Analysis& analysis) {
  const bool american = std::ranges::any_of(analysis.priced->expiries, &pricing::PricedExpiry::american);
  return american ? 21 : 501;
}

}  // namespace

Response symbols(const House& house, const Asked& asked) {
  const auto now = clock_of(house, asked);
  base::JsonWriter json;
  json.begin_object().key("symbols").begin_array();
  for (const auto& standing : house.desk.all()) {
    const auto& report = standing->report();
    json.begin_object();
    json.field("symbol", report.symbol).field("as_of", market::to_string(report.as_of));
    json.field("spot", report.spot.value()).field("sequence", static_cast<std::int64_t>(standing->sequence()));
    json.field("data_delay_seconds", standing->delay_seconds());
    json.field("age_seconds", std::chrono::duration<double>(now - report.as_of).count());
    json.end_object();
  }
  json.end_array().end_object();
  return answered(Form::json, json.take());
}

Response report(const House& house, const Asked& asked) {
  const auto found = standing_of(house, asked);
  if (!found) return found.error();
  const auto& standing = *found;
  const auto form = form_of(asked.request, {Form::json, Form::ndjson, Form::md, Form::text});
  if (!form) return form.error();
  if (*form == Form::md) return answered(*form, exports::levels_text(standing->report(), markdown));
  if (*form == Form::text) return answered(*form, exports::levels_text(standing->report(), plain));
  return answered(*form, fmt::format(R"({{"data_delay_seconds":{},"sequence":{},{})", standing->delay_seconds(),
                                     standing->sequence(), std::string_view{standing->report_json()}.substr(1)));
}

Response levels(const House& house, const Asked& asked) {
  const auto found = standing_of(house, asked);
  if (!found) return found.error();
  const auto& standing = *found;
  if (auto platform = platform_answer(*standing, asked.request)) return std::move(*platform);
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::ndjson, Form::md, Form::text});
  if (!form) return form.error();
  const auto& of = standing->report();
  switch (*form) {
    case Form::csv: return answered(*form, exports::levels_csv_header() + exports::levels_csv(of));
    case Form::md: return answered(*form, exports::levels_text(of, markdown));
    case Form::text: return answered(*form, exports::levels_text(of, plain));
    default: break;
  }
  const auto parts = desk::parts_of(standing->report_json());
  return answered(*form, enveloped(*standing, "levels",
                                   members(parts, {"exposure", "levels", "open_interest", "expected_move", "regime"})));
}

Response profile(const House& house, const Asked& asked) {
  const auto found = standing_of(house, asked);
  if (!found) return found.error();
  const auto& standing = *found;
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::ndjson, Form::md, Form::text});
  const auto range = number_of(asked.request, "range", 10, 0.1, 90);
  const auto count = number_of(asked.request, "points", 81, 2, 2001);
  if (!form) return form.error();
  if (!range) return range.error();
  if (!count) return count.error();
  const auto& analysis = standing->analysis();
  const auto after = after_of(asked.request, analysis.report);
  if (!after) return after.error();
  const auto over_spot =
      engine::profile(analysis, {*range / 100, static_cast<std::size_t>(*count), *after, vanna_charm_max(analysis)});
  switch (*form) {
    case Form::csv: return answered(*form, exports::profile_csv_header() + exports::profile_csv(analysis, over_spot));
    case Form::md: return answered(*form, exports::profile_text(analysis, over_spot, markdown));
    case Form::text: return answered(*form, exports::profile_text(analysis, over_spot, plain));
    default: return answered(*form, enveloped(*standing, "profile", exports::profile_json(analysis, over_spot, 0)));
  }
}

Response strikes(const House& house, const Asked& asked) {
  const auto found = standing_of(house, asked);
  if (!found) return found.error();
  const auto& standing = *found;
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::ndjson, Form::md, Form::text});
  const auto window = number_of(asked.request, "window", 5, 0.1, 1000);
  if (!form) return form.error();
  if (!window) return window.error();
  const auto& of = standing->report();
  switch (*form) {
    case Form::csv: return answered(*form, exports::strikes_csv_header() + exports::strikes_csv(of, *window / 100));
    case Form::md: return answered(*form, exports::strikes_text(of, *window / 100, markdown));
    case Form::text: return answered(*form, exports::strikes_text(of, *window / 100, plain));
    default: return answered(*form, enveloped(*standing, "strikes", exports::strikes_json(of, *window / 100, 0)));
  }
}

/// Volatilities as they price the book, by expiry and strike.
Response surface(const House& house, const Asked& asked) {
  const auto standing = house.desk.standing(asked.names[0]);
  if (!standing) return no_symbol(asked.names[0]);
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::ndjson});
  const auto window = number_of(asked.request, "window", 20, 0.1, 1000);
  if (!form) return form.error();
  if (!window) return window.error();
  const auto& priced = *standing->analysis().priced;
  exports::Rows rows{
      {"expiry", "root", "years", "forward", "strike", "right", "implied_vol", "source", "gamma", "delta"}, {}};
  for (const auto& option : priced.options) {
    const auto& row = priced.chain->rows[option.row];
    const auto& expiry = priced.chain->expiries[option.expiry];
    if (std::abs(row.strike.value() / priced.spot.value() - 1) > *window / 100) continue;
    rows.rows.push_back({market::to_string(expiry.date), expiry.root, priced.expiries[option.expiry].years,
                         priced.expiries[option.expiry].forward.forward, row.strike.value(),
                         std::string{row.right == market::Right::call ? "call" : "put"}, option.sigma,
                         std::string{to_string(option.source)}, option.greeks.gamma, option.greeks.delta});
  }
  if (*form == Form::csv) return answered(*form, exports::rows_csv_head(rows) + exports::rows_csv(rows));
  if (*form == Form::ndjson) return answered(*form, exports::rows_ndjson(rows));
  return answered(*form, enveloped(*standing, "surface", rows_json(rows)));
}

Response bands(const House& house, const Asked& asked) {
  const auto found = standing_of(house, asked);
  if (!found) return found.error();
  const auto& standing = *found;
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::ndjson, Form::md, Form::text});
  if (!form) return form.error();
  const auto& analysis = standing->analysis();
  engine::Report of = analysis.report;
  auto by = of.settings.bands;
  by.fan = *form == Form::json || *form == Form::ndjson;  // a Report and the texts have no room for it
  if (!of.bands || by.fan) {
    auto drawn = engine::bands_of(analysis, by);
    if (of.bands && *of.bands && drawn) {
      (*of.bands)->fan = std::move(drawn->fan);  // at a price the Report's are those of the snapshot's draws
    } else if (!of.bands) {
      of.bands = std::move(drawn);
    }
  }
  switch (*form) {
    case Form::csv: return answered(*form, exports::bands_csv_header() + exports::bands_csv(of));
    case Form::md: return answered(*form, exports::bands_text(of, markdown));
    case Form::text: return answered(*form, exports::bands_text(of, plain));
    default: break;
  }
  const auto parts = desk::parts_of(engine::to_json(of));
  return answered(*form, enveloped(*standing, "bands", desk::part(parts, "bands")));
}

Response session(const House& house, const Asked& asked) {
  const auto standing = house.desk.standing(asked.names[0]);
  if (!standing) return no_symbol(asked.names[0]);
  const auto parts = desk::parts_of(standing->report_json());
  return answered(Form::json, enveloped(*standing, "session", desk::part(parts, "session")));
}

Response chart(const House& house, const Asked& asked) {
  const auto standing = house.desk.standing(asked.names[0]);
  if (!standing) return no_symbol(asked.names[0]);
  const auto theme = asked.request.parameter("theme").value_or("light");
  if (theme != "light" && theme != "dark") return http::problem(400, "theme: light or dark");
  chart::ChartStyle style;
  style.theme = theme == "dark" ? chart::Theme::dark : chart::Theme::light;
  return answered(Form::svg, chart::svg(standing->analysis(), style));
}

}  // namespace gammafield::server
