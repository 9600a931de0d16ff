#include "http/door.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/lower_case.h"

namespace gammafield::http {
namespace {

struct Credential {
  std::string_view text;
  bool in_query = false;  ///< a link: it reads and does no more
};

std::optional<Credential> credential_of(const Request& request) {
  constexpr std::string_view bearer = "bearer ";
  if (const auto header = request.header("authorization")) {
    const bool is_bearer = base::lower_case(header->substr(0, bearer.size())) == bearer;
    return Credential{is_bearer ? header->substr(bearer.size()) : std::string_view{}};
  }
  if (const auto key = request.parameter("key")) return Credential{*key, true};
  return std::nullopt;
}

Response unauthorized(std::string_view why) {
  Response response = problem(401, why);
  response.headers.emplace_back("www-authenticate", "Bearer realm=\"gammafield\"");
  return response;
}

bool is_json(const Request& request) {
  const auto type = request.header("content-type");
  return type && (*type == "application/json" || type->starts_with("application/json;"));
}

}  // namespace

std::optional<Response> Door::stranger(const Request& request) const {
  const auto host = request.header("host");
  if (!host) return problem(400, "no Host header");
  if (!is_our_host(names_, *host))
    return problem(421, "this server does not answer to that name; `hosts` in its settings names those it does");
  const auto origin = request.header("origin");
  if (origin && !is_our_origin(names_, *origin))
    return problem(403, "a page of that origin may not ask; `origins` in the server's settings names those that may");
  return std::nullopt;
}

std::optional<Response> Door::refused(const Request& request, const Route& route, Now now) {
  if (route.method == Method::post) {
    const auto site = request.header("sec-fetch-site");
    if (site && *site != "same-origin" && *site != "none" && !request.header("origin"))
      return problem(403, "a foreign page may not change anything here");
    if (!is_json(request)) return problem(415, "send Content-Type: application/json");
  }
  return refused_credential(request, route.access, now);
}

std::optional<Response> Door::refused_credential(const Request& request, Access needed, Now now) {
  if (needed == Access::anybody || tokens_.empty()) return std::nullopt;
  const auto credential = credential_of(request);
  if (!credential) return unauthorized("send the token as `Authorization: Bearer TOKEN`");
  if (throttle_.closed(request.client, now.steady)) {
    Response response = problem(429, "too many wrong tokens; try again in a minute");
    response.headers.emplace_back("retry-after", std::to_string(Throttle::window.count()));
    return response;
  }
  auto access = access_of(tokens_, credential->text, now.wall);
  if (!access) {
    throttle_.failed(request.client, now.steady);
    return unauthorized("the token is wrong or has expired");
  }
  if (credential->in_query) access = std::min(*access, Access::read);
  if (*access < needed) return problem(403, fmt::format("this needs a token for {}", to_string(needed)));
  return std::nullopt;
}

bool Door::redeemed(const Request& request, Now now) {
  const auto ticket = request.parameter("ticket");
  if (!ticket) return false;
  const auto found = tickets_.find(sha256_of(*ticket));
  if (found == tickets_.end()) return false;
  const bool lives = now.steady < found->second;
  tickets_.erase(found);
  return lives;
}

std::optional<Response> Door::refused_stream(const Request& request, const Route& route, Now now, bool web_socket) {
  const bool from_page = request.header("origin").has_value();
  if (web_socket && !from_page && !tokens_.empty() && !request.header("authorization"))
    return problem(403, "a WebSocket without an Origin needs the token in its Authorization header");
  if (redeemed(request, now)) return std::nullopt;
  if (request.parameter("ticket")) return unauthorized("the ticket is spent, too old or wrong; ask for another");
  return refused_credential(request, route.access, now);
}

std::optional<std::string> Door::new_ticket(Now now) {
  constexpr std::size_t tickets_max = 10'000;
  std::erase_if(tickets_, [&](const auto& ticket) { return ticket.second <= now.steady; });
  auto ticket = new_token();
  if (!ticket || tickets_.size() >= tickets_max) return std::nullopt;
  tickets_.emplace(sha256_of(*ticket), now.steady + ticket_lives);
  return ticket;
}

std::string policy_of_page(std::string_view html) {
  constexpr std::string_view begin = "<style>", end = "</style>";
  std::string styles;
  for (auto at = html.find(begin); at != std::string_view::npos; at = html.find(begin, at)) {
    at += begin.size();
    const auto close = html.find(end, at);
    if (close == std::string_view::npos) break;
    styles += fmt::format(" 'sha256-{}'", sha256_base64(html.substr(at, close - at)));
  }
  return fmt::format(
      "default-src 'none'; style-src{}; img-src data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
      "frame-ancestors 'none'",
      styles.empty() ? " 'none'" : styles);
}

const std::vector<Header>& protective_headers() {
  static const std::vector<Header> headers{
      {"content-security-policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
       "connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
       "frame-ancestors 'none'"},
      {"x-content-type-options", "nosniff"},
      {"referrer-policy", "no-referrer"},
      {"cross-origin-resource-policy", "same-origin"},
      {"cross-origin-opener-policy", "same-origin"},
      {"permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"}};
  return headers;
}

}  // namespace gammafield::http
