#include "brief/brief.h"

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

}  // namespace

Response brief_page(const House& house, const Asked& asked) {
  const auto standing = house.desk.standing(asked.names[0]);
  if (!standing) return no_symbol(asked.names[0]);
  const auto form = form_of(asked.request, {Form::html, Form::md, Form::text});
  if (!form) return form.error();
  const auto& analysis = standing->analysis();
  const auto& report = analysis.report;
  const auto before = session_before(house, report);
  std::optional<engine::Comparison> comparison;
  if (before)
    if (auto compared = engine::compare(*before, analysis)) comparison = std::move(*compared);
  const auto profile = chart::picture_profile(analysis, brief::picture_style);
  const auto page = brief::morning({.report = report,
                                    .previous = before ? &before->report : nullptr,
                                    .comparison = comparison ? &*comparison : nullptr,
                                    .after = report.over_time ? std::nullopt : std::optional{brief::after_of(analysis)},
                                    .profile = profile,
                                    .now = std::chrono::floor<std::chrono::seconds>(asked.now)});
  switch (*form) {
    case Form::md: return answered(*form, brief::markdown(page));
    case Form::text: return answered(*form, brief::message(page, brief::telegram_bytes));
    default: break;
  }
  Response response = answered(*form, brief::html(page));
  response.headers.emplace_back("content-security-policy", http::policy_of_page(*response.body));
  return response;
}

}  // namespace gammafield::server
