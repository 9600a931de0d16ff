#include "http/head_check.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "base/list_file.h"
#include "base/lower_case.h"

namespace gammafield::http {
namespace {

/// RFC 9110, 5.6.2.
bool is_token_char(char c) {
  const auto u = static_cast<unsigned char>(c);
  return std::isalnum(u) || std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}
bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_token_char); }

/// RFC 9110, 5.5, without bytes above 0x7f: nobody needs them in a header.
bool is_value(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '\t' || (c >= 0x20 && c < 0x7f); });
}

bool is_target(std::string_view text) {
  return text.starts_with('/') && std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

/// Up to the CRLF, which is taken too; none without one, or with another line end inside.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const auto end = rest.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const auto line = rest.substr(0, end);
  if (line.find_first_of("\r\n") != std::string_view::npos) return std::nullopt;
  rest.remove_prefix(end + 2);
  return line;
}

std::optional<int> refused_request_line(std::string_view line) {
  const auto first = line.find(' ');
  const auto second = line.find(' ', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos) return 400;
  const auto target = line.substr(first + 1, second - first - 1);
  const auto version = line.substr(second + 1);
  if (!is_token(line.substr(0, first))) return 400;
  if (target.size() > Limits::target) return 414;
  if (!is_target(target)) return 400;
  if (version == "HTTP/1.1") return std::nullopt;
  return version.starts_with("HTTP/") && version.find(' ') == std::string_view::npos ? 505 : 400;
}

/// What says how long the body is.
struct Framing {
  std::size_t hosts = 0, lengths = 0, codings = 0;

  [[nodiscard]] std::optional<int> take(const std::string& name, std::string_view value) {
    if (name == "host") ++hosts;
    if (name == "content-length") {
      ++lengths;
      const bool digits = !value.empty() && value.size() <= 15 &&
                          std::ranges::all_of(value, [](unsigned char c) { return std::isdigit(c); });
      if (!digits) return 400;
    }
    if (name == "transfer-encoding") {
      ++codings;
      if (value.empty()) return 400;
      if (base::lower_case(value) != "chunked") return 501;
    }
    return std::nullopt;
  }
  [[nodiscard]] bool ambiguous() const {
    return hosts != 1 || lengths > 1 || codings > 1 || (lengths > 0 && codings > 0);
  }
};

}  // namespace

std::optional<int> refused_head(std::string_view head) {
  if (head.size() > Limits::head) return 431;
  auto rest = head;
  const auto request_line = take_line(rest);
  if (!request_line) return 400;
  if (const auto refused = refused_request_line(*request_line)) return refused;
  Framing framing;
  for (std::size_t count = 0;; ++count) {
    const auto line = take_line(rest);
    if (!line) return 400;
    if (line->empty()) break;
    if (count == Limits::headers) return 431;
    const auto colon = std::min(line->find(':'), line->size());
    if (colon == line->size() || !is_token(line->substr(0, colon))) return 400;
    const auto value = base::trimmed(line->substr(colon + 1), " \t");
    if (!is_value(value)) return 400;
    if (const auto refused = framing.take(base::lower_case(line->substr(0, colon)), value)) return refused;
  }
  if (!rest.empty() || framing.ambiguous()) return 400;
  if (framing.codings > 0) return 411;
  return std::nullopt;
}

}  // namespace gammafield::http
