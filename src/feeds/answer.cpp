#include "feeds/answer.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "feeds/http_date.h"

namespace gammafield::feeds {
namespace {

TroubleKind kind_of(TransportFault fault) {
  switch (fault) {
    case TransportFault::unreachable: return TroubleKind::unreachable;
    case TransportFault::timed_out: return TroubleKind::timed_out;
    case TransportFault::cut_short: return TroubleKind::cut_short;
    case TransportFault::too_large: return TroubleKind::too_large;
    case TransportFault::not_trusted: return TroubleKind::not_trusted;
    case TransportFault::no_room: return TroubleKind::no_room;
    case TransportFault::no_library: return TroubleKind::no_library;
    case TransportFault::not_allowed: return TroubleKind::not_allowed;
  }
  return TroubleKind::unreachable;
}

TroubleKind kind_of(int status) {
  if (status == 401 || status == 403) return TroubleKind::not_allowed;
  if (status == 404) return TroubleKind::not_there;
  if (status == 429) return TroubleKind::too_many;
  if (status >= 500 && status < 600) return TroubleKind::server_error;
  if (status >= 300 && status < 400) return TroubleKind::redirected;
  return TroubleKind::unexpected_status;
}

/// Seconds, or a date (RFC 9110, 10.2.3).
std::optional<std::chrono::seconds> retry_after_of(const Response& response, Moment now) {
  const auto text = response.header("retry-after");
  if (!text) return std::nullopt;
  long seconds = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), seconds);
  if (read.ec == std::errc{} && read.ptr == text->data() + text->size())
    return std::chrono::seconds{std::clamp(seconds, 0L, 86'400L)};
  const auto at = http_date(*text);
  if (!at) return std::nullopt;
  const auto wait = std::chrono::ceil<std::chrono::seconds>(Moment{*at} - now);
  return std::clamp(wait, std::chrono::seconds{0}, std::chrono::seconds{86'400});
}

/// Where the body begins; npos: it says nothing.
std::size_t beginning_of(std::string_view body) { return body.find_first_not_of(" \t\r\n\xEF\xBB\xBF"); }

}  // namespace

Trouble trouble_of(TransportFailure failure) { return {kind_of(failure.fault), std::move(failure.detail)}; }

std::string_view to_string(TroubleKind kind) {
  switch (kind) {
    case TroubleKind::unreachable: return "unreachable";
    case TroubleKind::timed_out: return "timed_out";
    case TroubleKind::cut_short: return "cut_short";
    case TroubleKind::too_large: return "too_large";
    case TroubleKind::not_trusted: return "not_trusted";
    case TroubleKind::no_room: return "no_room";
    case TroubleKind::no_library: return "no_library";
    case TroubleKind::not_allowed: return "not_allowed";
    case TroubleKind::not_there: return "not_there";
    case TroubleKind::too_many: return "too_many";
    case TroubleKind::server_error: return "server_error";
    case TroubleKind::redirected: return "redirected";
    case TroubleKind::unexpected_status: return "unexpected_status";
    case TroubleKind::not_data: return "not_data";
    case TroubleKind::unreadable: return "unreadable";
    case TroubleKind::rewritten: return "rewritten";
    case TroubleKind::older: return "older";
    case TroubleKind::ahead: return "ahead";
  }
  return "unreachable";
}

bool needs_the_user(TroubleKind kind) {
  return kind == TroubleKind::not_allowed || kind == TroubleKind::not_there || kind == TroubleKind::not_trusted ||
         kind == TroubleKind::redirected || kind == TroubleKind::too_large || kind == TroubleKind::no_library;
}

std::optional<Trouble> ahead_of(market::Instant as_of, Moment now, std::string_view what) {
  constexpr std::chrono::minutes clocks_differ{2};
  if (as_of <= now + clocks_differ) return std::nullopt;
  const auto here = std::chrono::floor<std::chrono::seconds>(now);
  return Trouble{TroubleKind::ahead, fmt::format("a {} of {}, and it is {}: one of the clocks is wrong", what,
                                                 market::to_string(as_of), market::to_string(here))};
}

base::Result<std::string, Trouble> body_of(base::Result<Response, TransportFailure> answer, Moment now) {
  if (!answer) return base::failure(trouble_of(std::move(answer.error())));
  if (answer->status != 200)
    return base::failure(Trouble{kind_of(answer->status), fmt::format("the answer is HTTP {}", answer->status),
                                 retry_after_of(*answer, now)});
  const auto first = beginning_of(answer->body);
  if (first == std::string::npos) return base::failure(Trouble{TroubleKind::cut_short, "an empty answer"});
  if (answer->body[first] == '<')  // for people: what captchas, logins and maintenance notices are
    return base::failure(Trouble{TroubleKind::not_data, "a web page instead of data"});
  return std::move(answer->body);
}

}  // namespace gammafield::feeds
