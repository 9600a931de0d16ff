#include "server/platform_answer.h"

#include "engine/at_spot.h"
#include "platforms/platforms.h"
#include "server/form.h"

namespace gammafield::server {
namespace {

base::Result<std::optional<platforms::Conversion>, http::Response> conversion_of(const engine::Report& report,
                                                                                 const http::Request& request) {
  const auto to = request.parameter("to");
  if (!to) return std::nullopt;
  platforms::ConversionWish wish{std::string{*to}};
  const auto price = number_of(request, "to_price", 0, 0, 1e9);
  if (!price) return base::failure(price.error());
  wish.to_price = *price;
  if (const auto by = request.parameter("by")) {
    wish.by = platforms::parse_conversion_method(*by);
    if (!wish.by) return base::failure(http::problem(400, "by: difference or ratio"));
  }
  auto made = platforms::conversion(report.symbol, report.spot, report.as_of, wish);
  if (!made) return base::failure(refused(made.error()));
  return std::optional{std::move(*made)};
}

/// Lines as one header's value: printable ASCII, `; ` between them.
std::string header_text(std::string_view lines) {
  std::string value;
  for (const char c : lines) {
    if (c == '\n')
      value += "; ";
    else
      value += c >= ' ' && c <= '~' ? c : '?';
  }
  if (value.ends_with("; ")) value.resize(value.size() - 2);
  return value;
}

}  // namespace

std::optional<http::Response> platform_answer(const desk::Standing& standing, const http::Request& request) {
  const auto format = platforms::parse_format(request.parameter("format").value_or(""));
  if (!format) return std::nullopt;
  const auto conversion = conversion_of(standing.report(), request);
  if (!conversion) return conversion.error();
  const engine::Report zero_dte =
      engine::of_expiries(standing.analysis(), exposure::ExpiryFilter{exposure::ExpiryFilter::Kind::zero_dte}).report;
  const platforms::Target target{*conversion, std::string{request.parameter("instrument").value_or("")}, &zero_dte};
  http::Response response{200,
                          std::string{platforms::info(*format).content_type},
                          http::text_of(platforms::text(standing.report(), *format, target)),
                          {}};
  const std::string remarks = header_text(platforms::remarks(standing.report(), *format, target));
  if (!remarks.empty()) response.headers.emplace_back("gammafield-remarks", remarks);
  return response;
}

}  // namespace gammafield::server
