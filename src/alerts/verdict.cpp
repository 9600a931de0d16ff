#include "alerts/verdict.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <simdjson.h>

#include "feeds/answer.h"

namespace gammafield::alerts {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_wait = std::chrono::hours{24};
constexpr std::size_t shown_max = 200;

/// What a receiver says, in one line that can be printed.
std::string shown(std::string_view text) {
  std::string line{text.substr(0, shown_max)};
  std::ranges::replace_if(line, [](char c) { return c < ' ' || c >= '\x7f'; }, '?');
  return line;
}

/// What chat services say in their documents.
struct Said {
  std::optional<bool> ok;  ///< Telegram's
  std::string description;
  std::optional<double> retry_after;  ///< seconds
};

Said said(const std::string& body) {
  Said out;
  simdjson::dom::parser parser;
  simdjson::dom::object document;
  if (body.size() > (std::size_t{1} << 20) || parser.parse(body).get(document) != simdjson::SUCCESS) return out;
  bool ok = false;
  if (document["ok"].get(ok) == simdjson::SUCCESS) out.ok = ok;
  std::string_view text;
  for (const char* key : {"description", "message"})
    if (document[key].get(text) == simdjson::SUCCESS) out.description = shown(text);
  double seconds = 0;
  if (document["retry_after"].get(seconds) == simdjson::SUCCESS ||
      document["parameters"]["retry_after"].get(seconds) == simdjson::SUCCESS)
    out.retry_after = seconds;
  return out;
}

std::optional<milliseconds> wait_of(std::optional<double> seconds) {
  if (!seconds || !std::isfinite(*seconds) || *seconds < 0) return std::nullopt;
  const double most = static_cast<double>(longest_wait.count());
  return milliseconds{static_cast<std::int64_t>(std::min(std::ceil(*seconds * 1'000), most))};
}

Came meaning(int status) {
  switch (status) {
    case 400:
    case 413:
    case 422: return Came::refused;
    case 401:
    case 403:
    case 404:
    case 410: return Came::needs_user;
    default: return Came::later;
  }
}

}  // namespace

Verdict verdict(const SinkKind& kind, const Carrier::Came& came, feeds::Moment now) {
  if (!came) {
    const auto trouble = feeds::trouble_of(came.error());
    return {Came::later, shown(fmt::format("{}: {}", to_string(trouble.kind), trouble.detail)), {}};
  }
  if (std::holds_alternative<Mail>(kind) && came->status >= 400)  // SMTP's replies: 4xx not now, 5xx never
    return {
        came->status < 500 ? Came::later : Came::refused, fmt::format("the mail server replies {}", came->status), {}};
  const bool telegram = std::holds_alternative<Telegram>(kind);
  const bool good = came->status >= 200 && came->status < 300;
  if (good && !telegram) return {Came::delivered, {}, {}};
  const Said words = said(came->body);
  if (good && words.ok == true) return {Came::delivered, {}, {}};
  Verdict out{good ? Came::later : meaning(came->status), fmt::format("status {}", came->status), {}};
  if (!words.description.empty()) out.trouble += ": " + words.description;
  if (came->status >= 300 && came->status < 400) out.trouble += ": a redirection, which is not followed";
  out.retry_after = wait_of(words.retry_after);
  const auto asked = feeds::body_of(*came, now);
  if (!out.retry_after && !asked && asked.error().retry_after)
    out.retry_after = wait_of(static_cast<double>(asked.error().retry_after->count()));
  return out;
}

}  // namespace gammafield::alerts
