#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "desk/desk.h"
#include "exports/rows_text.h"
#include "http/message.h"

/// Shared by answers: forms, parameters, and what goes with every number.
namespace gammafield::server {

enum class Form : std::uint8_t { json, csv, ndjson, md, text, svg, html };
[[nodiscard]] std::string_view content_type(Form);

/// By `?format=`, else by Accept; the first of `offered` where neither says. Refuses 406 with what is offered.
[[nodiscard]] base::Result<Form, http::Response> form_of(const http::Request&, std::initializer_list<Form> offered);

/// A number of the query. Refuses 400 what is none or outside the range.
[[nodiscard]] base::Result<double, http::Response> number_of(const http::Request&, std::string_view name, double usual,
                                                             double low, double high);
/// `2026-08-18T16:00-04:00` or a date of UTC; none: not asked. Refuses 400.
[[nodiscard]] base::Result<std::optional<market::Instant>, http::Response> instant_of(const http::Request&,
                                                                                      std::string_view name);

/// `{"symbol":...,"as_of":...,"data_delay_seconds":...,"oi_date":...,"assumptions":{...},"NAME":PAYLOAD}`.
[[nodiscard]] std::string enveloped(const desk::Standing&, std::string_view name, std::string_view payload);

/// What is told out of records: enveloped where the symbol stands; of one of which nothing is known now with its name
/// alone.
[[nodiscard]] std::string of_records(const desk::Desk&, const std::string& symbol, std::string_view name,
                                     std::string_view payload);

/// An array of objects, by the columns' names.
[[nodiscard]] std::string rows_json(const exports::Rows&);

[[nodiscard]] http::Response answered(Form, std::string body);
/// 404 for what is not there, 400 for what is wrong, 422 for what cannot be computed with, 500 for what failed here.
[[nodiscard]] http::Response refused(const base::Refusal&);
[[nodiscard]] http::Response no_symbol(std::string_view symbol);
[[nodiscard]] http::Response nothing_recorded();

}  // namespace gammafield::server
