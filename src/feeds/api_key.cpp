#include "feeds/api_key.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/list_file.h"
#include "base/lower_case.h"

namespace gammafield::feeds {
namespace {

void replace_all(std::string& text, std::string_view what) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 3))
    text.replace(at, what.size(), "***");
}

/// Where the text was cut within it.
void replace_its_beginning_at_the_end(std::string& text, std::string_view what) {
  constexpr std::size_t telling = 4;
  for (std::size_t length = std::min(what.size(), text.size()); length >= telling; --length) {
    if (!text.ends_with(what.substr(0, length))) continue;
    text.replace(text.size() - length, length, "***");
    return;
  }
}

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::string url_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_plain(c))
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

base::Result<ApiKey, base::Refusal> ApiKey::of(std::string_view text, std::string_view where) {
  const std::string_view secret = base::trimmed(text, " \t\r\n");
  const bool printable = std::ranges::all_of(secret, [](char c) { return c > ' ' && c < '\x7f'; });
  if (!secret.empty() && printable) return ApiKey{std::string{secret}};
  return base::failure(base::Refusal{
      base::RefusalKind::usage,
      fmt::format("{}: {}", where, secret.empty() ? "holds no key" : "holds more than a key: one line, no blanks")});
}

std::string ApiKey::without_it(std::string text) const {
  for (const std::string& spelt : {secret_, url_encoded(secret_)}) {
    replace_all(text, spelt);
    replace_its_beginning_at_the_end(text, spelt);
  }
  return text;
}

std::string origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == url.npos) return {};
  const std::string scheme = base::lower_case(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return {};
  std::string_view rest = url.substr(scheme_end + 3);
  std::string host = base::lower_case(rest.substr(0, rest.find_first_of("/?#")));
  if (host.empty() || host.find_first_of("@ \t\r\n%\\") != host.npos) return {};
  const auto colon = host.rfind(':');
  const bool has_port = colon != host.npos && host.find(']', colon) == host.npos;
  if (!has_port) host += scheme == "https" ? ":443" : ":80";
  return scheme + "://" + host;
}

bool may_carry_key(std::string_view url) {
  const std::string origin = origin_of(url);
  constexpr std::array here{"http://127.0.0.1:", "http://localhost:", "http://[::1]:"};
  return origin.starts_with("https://") ||
         std::ranges::any_of(here, [&](const char* prefix) { return origin.starts_with(prefix); });
}

}  // namespace gammafield::feeds
