#include "server/log_line.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <simdjson.h>

#include "base/json_writer.h"
#include "http/routes.h"

namespace gammafield::server {

using base::JsonWriter;

namespace {

std::string time_of(desk::Moment at) {
  const auto second = std::chrono::floor<std::chrono::seconds>(at);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", second, (at - second).count());
}

/// Printable ASCII; all else, `%` and blanks as %0A.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c > ' ' && c <= '~' && c != '%')
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

JsonWriter begun(desk::Moment at, std::string_view event) {
  JsonWriter json;
  json.begin_object().field("time", std::string_view{time_of(at)}).field("event", event);
  return json;
}

}  // namespace

std::optional<LogForm> parse_log_form(std::string_view text) {
  if (text == "text") return LogForm::text;
  if (text == "json") return LogForm::json;
  return std::nullopt;
}

std::string notice_line(LogForm form, desk::Moment at, std::string_view text) {
  std::string line{text};
  const bool is_text = simdjson::validate_utf8(line);  // a vendor's bytes may be quoted
  for (char& c : line)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f' || (c < 0 && !is_text)) c = ' ';
  if (form == LogForm::json) return begun(at, "notice").field("text", std::string_view{line}).end_object().take();
  return line;
}

std::string answer_line(LogForm form, desk::Moment at, const http::Request& request, int status,
                        std::chrono::nanoseconds took) {
  const double milliseconds = std::chrono::duration<double, std::milli>(took).count();
  const std::string path = plain(request.path_text()), client = plain(request.client);
  if (form == LogForm::json)
    return begun(at, "answer")
        .field("client", std::string_view{client})
        .field("method", http::to_string(request.method))
        .field("path", std::string_view{path})
        .field("status", status)
        .field("milliseconds", milliseconds)
        .end_object()
        .take();
  return fmt::format("{} {} {} {} {} {:.3f} ms", time_of(at), client, http::to_string(request.method), path, status,
                     milliseconds);
}

}  // namespace gammafield::server
