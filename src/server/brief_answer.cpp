#include "brief/brief.h"

#include <fmt/format.h>

#include "chart/chart.h"
#include "desk/history.h"
#include "engine/comparison.h"
#include "http/door.h"
#include "market/calendar.h"
#include "server/form.h"
#include "server/resource.h"

namespace gammafield::server {

using http::Response;

namespace {

/// The last recorded snapshot of the session before the standing's; none where there is none.
std::optional<engine::Analysis> session_before(const House& house, const engine::Report& report) {
  if (!house.folder) return std::nullopt;
  auto loaded = desk::chain_at(*house.folder, report.symbol,
                               report.calendar->session_open(report.session) - std::chrono::seconds{1});
  if (!loaded) return std::nullopt;
  auto analysis = engine::analyse(std::move(*loaded), house.settings);
  if (!analysis) return std::nullopt;
  return std::move(*analysis);
}

brief::Brief morning_of(const House& house, const engine::Analysis& analysis, market::Instant now) {
  const auto& report = analysis.report;
  const auto before = session_before(house, report);
  std::optional<engine::Comparison> comparison;
  if (before)
    if (auto compared = engine::compare(*before, analysis)) comparison = std::move(*compared);
  const auto profile = chart::picture_profile(analysis, brief::picture_style);
  return brief::morning({.report = report,
                         .previous = before ? &before->report : nullptr,
                         .comparison = comparison ? &*comparison : nullptr,
                         .after = report.over_time ? std::nullopt : std::optional{brief::after_of(analysis)},
                         .profile = profile,
                         .now = now});
}

/// None: nothing was watched of the standing's session.
std::optional<brief::Brief> evening_of(const House& house, const engine::Report& report, market::Instant now) {
  const auto day = house.desk.day(report.symbol);
  if (!day || day->day().date != report.session) return std::nullopt;
  return brief::evening({.report = report, .day = day->day(), .now = now, .seen_from = day->seen_from()});
}

Response rendered(const brief::Brief& page, Form form) {
  switch (form) {
    case Form::md: return answered(form, brief::markdown(page));
    case Form::text: return answered(form, brief::message(page, brief::telegram_bytes));
    default: break;
  }
  Response response = answered(form, brief::html(page));
  response.headers.emplace_back("content-security-policy", http::policy_of_page(*response.body));
  return response;
}

}  // namespace

Response brief_page(const House& house, const Asked& asked) {
  const auto standing = house.desk.standing(asked.names[0]);
  if (!standing) return no_symbol(asked.names[0]);
  const auto form = form_of(asked.request, {Form::html, Form::md, Form::text});
  if (!form) return form.error();
  const auto now = std::chrono::floor<std::chrono::seconds>(clock_of(house, asked));
  const auto which = asked.request.parameter("page").value_or("morning");
  if (which == "morning") return rendered(morning_of(house, standing->analysis(), now), *form);
  if (which != "evening") return http::problem(400, "page: morning or evening");
  const auto page = evening_of(house, standing->report(), now);
  if (!page) return http::problem(404, fmt::format("{}: nothing was watched of this session", asked.names[0]));
  return rendered(*page, *form);
}

}  // namespace gammafield::server
