#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "engine/explanation.h"
#include "engine/inspection.h"
#include "engine/scenario.h"
#include "exports/explanation_text.h"
#include "exports/inspection_text.h"
#include "exports/options_text.h"
#include "exports/scenario_text.h"
#include "exports/strike_map_text.h"
#include "server/form.h"
#include "server/resource.h"
#include "server/view.h"

/// Answers that look deeper into how a symbol stands.
namespace gammafield::server {

using engine::ScenarioRequest;
using exports::TextStyle;
using http::problem;
using http::Request;
using http::Response;

namespace {

constexpr TextStyle markdown{.colour = false, .markdown = true};
constexpr TextStyle plain{};

constexpr std::size_t list_max = 16;    // times, and shifts of volatility
constexpr std::size_t slices_max = 64;  // of both: each is a book of its own, whose flip is searched

/// What a scenario may cost: half a second and more for 20,000 contracts. Where volatilities move with spot the book is
/// made anew at every point, and with early exercise that takes ten times as long.
std::size_t points_max(const engine::Analysis& analysis, double vol_beta) {
  if (vol_beta == 0) return 12'000;
  const bool american = std::ranges::any_of(analysis.priced->expiries, &pricing::PricedExpiry::american);
  return american ? 100 : 1'500;
}

/// `vol=-2,0,5`: vol points, -100 to 500.
base::Result<std::vector<double>, Response> vols_of(const Request& request) {
  const auto text = request.parameter("vol");
  if (!text) return ScenarioRequest{}.vol_points;
  std::vector<double> vols;
  for (std::size_t from = 0; from <= text->size();) {
    const auto comma = std::min(text->find(',', from), text->size());
    const std::string_view one = text->substr(from, comma - from);
    double points = 0;
    const auto [end, error] = std::from_chars(one.data(), one.data() + one.size(), points);
    const bool good = error == std::errc{} && end == one.data() + one.size() && points >= -100 && points <= 500;
    if (!good || vols.size() == list_max)
      return base::failure(problem(400, fmt::format("vol={}: at most {} numbers from -100 to 500", *text, list_max)));
    vols.push_back(points);
    from = comma + 1;
  }
  return vols;
}

base::Result<std::vector<engine::ScenarioTime>, Response> times_of(const Request& request,
                                                                   const engine::Analysis& analysis) {
  const auto text = request.parameter("time").value_or(engine::default_scenario_times);
  auto times = engine::scenario_times(text, *analysis.priced);
  if (!times) return base::failure(refused_in_query(times.error()));
  if (times->empty() || times->size() > list_max)
    return base::failure(problem(400, fmt::format("time={}: one to {} moments", text, list_max)));
  return std::move(*times);
}

base::Result<ScenarioRequest, Response> scenario_of(const Request& request, const engine::Analysis& analysis) {
  const auto range = number_of(request, "spot_range", 15, 0.1, 90);
  const auto points = number_of(request, "spot_points", 121, 3, 1001);
  const auto beta = number_of(request, "vol_beta", 0, -20, 20);
  auto times = times_of(request, analysis);
  auto vols = vols_of(request);
  if (!range) return base::failure(range.error());
  if (!points) return base::failure(points.error());
  if (!beta) return base::failure(beta.error());
  if (!times) return base::failure(times.error());
  if (!vols) return base::failure(vols.error());
  ScenarioRequest wanted{.spot_range = *range / 100,
                         .spot_points = static_cast<std::size_t>(*points) | 1,
                         .times = std::move(*times),
                         .vol_points = std::move(*vols),
                         .vol_beta = *beta};
  const std::size_t slices = wanted.times.size() * wanted.vol_points.size(), all = wanted.spot_points * slices;
  if (slices > slices_max)
    return base::failure(problem(400, fmt::format("{} times x vols; {} at most here", slices, slices_max)));
  if (all > points_max(analysis, *beta))
    return base::failure(problem(
        400, fmt::format("{} points (spots x times x vols); {} at most here", all, points_max(analysis, *beta))));
  return wanted;
}

}  // namespace

Response scenario(const House& house, const Asked& asked) {
  const auto standing = standing_of(house, asked);
  if (!standing) return standing.error();
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::md, Form::text});
  if (!form) return form.error();
  const auto& analysis = (*standing)->analysis();
  const auto wanted = scenario_of(asked.request, analysis);
  if (!wanted) return wanted.error();
  const auto cube = engine::scenario_cube(analysis, *wanted);
  switch (*form) {
    case Form::csv: return answered(*form, exports::scenario_csv_header() + exports::scenario_csv(analysis, cube));
    case Form::md: return answered(*form, exports::scenario_text(analysis, cube, markdown));
    case Form::text: return answered(*form, exports::scenario_text(analysis, cube, plain));
    default: return answered(*form, enveloped(**standing, "scenario", exports::scenario_json(analysis, cube, 0)));
  }
}

Response explain(const House& house, const Asked& asked) {
  const auto standing = standing_of(house, asked);
  if (!standing) return standing.error();
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::md, Form::text});
  const auto number = number_of(asked.request, "most", 15, 1, 1000);
  if (!form) return form.error();
  if (!number) return number.error();
  const auto most = static_cast<std::size_t>(*number);
  const auto& analysis = (*standing)->analysis();
  const auto told = engine::explain(analysis, asked.names[1]);
  if (!told) return refused(told.error());
  switch (*form) {
    case Form::csv:
      return answered(*form, exports::explanation_csv_header() + exports::explanation_csv(analysis, *told, most));
    case Form::md: return answered(*form, exports::explanation_text(analysis, *told, most, markdown));
    case Form::text: return answered(*form, exports::explanation_text(analysis, *told, most, plain));
    default:
      return answered(*form, enveloped(**standing, "explain", exports::explanation_json(analysis, *told, most, 0)));
  }
}

Response strike_map(const House& house, const Asked& asked) {
  const auto standing = standing_of(house, asked);
  if (!standing) return standing.error();
  const auto form = form_of(asked.request, {Form::json, Form::csv});
  const auto window = number_of(asked.request, "window", 5, 0.1, 1000);
  if (!form) return form.error();
  if (!window) return window.error();
  const auto& analysis = (*standing)->analysis();
  const auto map = exposure::strike_map(analysis.book, *window / 100);
  if (*form == Form::csv)
    return answered(*form, exports::strike_map_csv_header() + exports::strike_map_csv(analysis, map));
  return answered(*form, enveloped(**standing, "map", exports::strike_map_json(analysis, map, 0)));
}

/// Of the last snapshot at its own price: that is what was read.
Response inspect(const House& house, const Asked& asked) {
  const auto standing = house.desk.standing(asked.names[0]);
  if (!standing) return no_symbol(asked.names[0]);
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::md, Form::text});
  if (!form) return form.error();
  const auto& analysis = standing->snapshot();
  if (*form == Form::csv) return answered(*form, exports::inspection_csv_header() + exports::inspection_csv(analysis));
  const auto& loaded = analysis.loaded;
  const auto seen = engine::inspect(loaded, analysis);
  if (!seen) return refused(seen.error());
  switch (*form) {
    case Form::md: return answered(*form, exports::inspection_text(*loaded, analysis, *seen, markdown));
    case Form::text: return answered(*form, exports::inspection_text(*loaded, analysis, *seen, plain));
    default:
      return answered(*form, enveloped(*standing, "inspect", exports::inspection_json(*loaded, analysis, *seen, 0)));
  }
}

Response options(const House&, const Asked& asked) {
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::md, Form::text});
  if (!form) return form.error();
  switch (*form) {
    case Form::csv: return answered(*form, exports::options_csv());
    case Form::md: return answered(*form, exports::options_text(markdown));
    case Form::text: return answered(*form, exports::options_text(plain));
    default: return answered(*form, exports::options_json(0));
  }
}

}  // namespace gammafield::server
