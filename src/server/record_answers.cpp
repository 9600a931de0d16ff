#include <fmt/format.h>

#include "desk/history.h"
#include "engine/analysis.h"
#include "engine/comparison.h"
#include "exports/comparison_text.h"
#include "exports/rows_text.h"
#include "server/form.h"
#include "server/resource.h"

/// Answers out of what is recorded.
namespace gammafield::server {

using http::Response;

namespace {

base::Result<desk::Span, Response> span_of(const http::Request& request) {
  const auto from = instant_of(request, "from");
  const auto to = instant_of(request, "to");
  const auto step = number_of(request, "step", 0, 0, 86'400);
  if (!from) return base::failure(from.error());
  if (!to) return base::failure(to.error());
  if (!step) return base::failure(step.error());
  return desk::Span{*from, *to, std::chrono::seconds{static_cast<std::int64_t>(*step)}};
}

using RowsOf = base::Result<exports::Rows, base::Refusal> (*)(const store::Folder&, std::string_view,
                                                              const desk::Span&);

Response rows_answer(const House& house, const Asked& asked, std::string_view name, RowsOf rows_of) {
  if (!house.folder) return nothing_recorded();
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::ndjson});
  const auto span = span_of(asked.request);
  if (!form) return form.error();
  if (!span) return span.error();
  const auto rows = rows_of(*house.folder, asked.names[0], *span);
  if (!rows) return refused(rows.error());
  if (rows->rows.empty() && house.folder->days(asked.names[0]).empty()) return no_symbol(asked.names[0]);
  if (*form == Form::csv) return answered(*form, exports::rows_csv_head(*rows) + exports::rows_csv(*rows));
  if (*form == Form::ndjson) return answered(*form, exports::rows_ndjson(*rows));
  return answered(*form, of_records(house.desk, asked.names[0], name, rows_json(*rows)));
}

base::Result<engine::Analysis, base::Refusal> analysis_at(const House& house, const std::string& symbol,
                                                          market::Instant at) {
  auto loaded = desk::chain_at(*house.folder, symbol, at);
  if (!loaded) return base::failure(loaded.error());
  return engine::analyse(std::move(*loaded), house.settings);
}

}  // namespace

Response history(const House& house, const Asked& asked) { return rows_answer(house, asked, "history", desk::history); }
Response events(const House& house, const Asked& asked) { return rows_answer(house, asked, "events", desk::events); }
Response times(const House& house, const Asked& asked) { return rows_answer(house, asked, "times", desk::times); }

Response recorded_report(const House& house, const Asked& asked) {
  if (!house.folder) return nothing_recorded();
  const auto at = instant_of(asked.request, "as_of");
  if (!at) return at.error();
  if (!*at) return http::problem(400, "as_of: say which moment");
  const auto found = desk::report_at(*house.folder, asked.names[0], **at);
  if (!found) return refused(found.error());
  if (!*found) return http::problem(404, fmt::format("{}: no Report of the week up to that moment", asked.names[0]));
  return answered(Form::json, std::move(**found));
}

Response compare(const House& house, const Asked& asked) {
  if (!house.folder) return nothing_recorded();
  const auto form = form_of(asked.request, {Form::json, Form::csv, Form::md, Form::text});
  const auto from = instant_of(asked.request, "from");
  const auto to = instant_of(asked.request, "to");
  if (!form) return form.error();
  if (!from) return from.error();
  if (!to) return to.error();
  if (!*from) return http::problem(400, "from: say which moment to compare with");
  const auto earlier = analysis_at(house, asked.names[0], **from);
  if (!earlier) return refused(earlier.error());
  const auto now = std::chrono::floor<std::chrono::seconds>(clock_of(house, asked));
  const auto later = analysis_at(house, asked.names[0], to->value_or(now));
  if (!later) return refused(later.error());
  if (later->report.as_of <= earlier->report.as_of)
    return http::problem(422, fmt::format("{}: both moments have the same snapshot", asked.names[0]));
  const auto comparison = engine::compare(*earlier, *later);
  if (!comparison) return refused(comparison.error());
  const auto& before = earlier->report;
  const auto& after = later->report;
  switch (*form) {
    case Form::csv:
      return answered(*form, exports::comparison_csv_header() + exports::comparison_csv(before, after, *comparison));
    case Form::md:
    case Form::text:
      return answered(*form, exports::comparison_text(before, after, *comparison, {.markdown = *form == Form::md}));
    default: return answered(*form, exports::comparison_json(before, after, *comparison, 0));
  }
}

}  // namespace gammafield::server
