#include "http/routes.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gammafield::http {
namespace {

/// What stood for the braces; none: another path.
std::optional<std::vector<std::string>> names_of(std::string_view pattern, const std::vector<std::string>& path) {
  std::vector<std::string> names;
  std::size_t at = 0;
  pattern.remove_prefix(1);
  while (!pattern.empty()) {
    const auto end = std::min(pattern.find('/'), pattern.size());
    const auto part = pattern.substr(0, end);
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
    if (part.ends_with("...}")) {
      std::vector<std::string> rest{path.begin() + static_cast<std::ptrdiff_t>(at), path.end()};
      names.push_back(fmt::format("{}", fmt::join(rest, "/")));
      return names;
    }
    if (at == path.size()) return std::nullopt;
    if (part.starts_with('{') ? path[at].empty() : part != path[at]) return std::nullopt;
    if (part.starts_with('{')) names.push_back(path[at]);
    ++at;
  }
  if (at != path.size()) return std::nullopt;
  return names;
}

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::options: return "OPTIONS";
    case Method::other: return "other";
  }
  return "other";
}

std::variant<Matched, NotMatched> match(std::span<const Route> routes, const Request& request) {
  const Method wanted = request.method == Method::head ? Method::get : request.method;
  NotMatched none;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const bool takes_the_rest = routes[i].pattern.ends_with("...}");
    if (takes_the_rest && !none.allowed.empty()) break;  // there is something at this address, with another method
    auto names = names_of(routes[i].pattern, request.path);
    if (!names) continue;
    if (routes[i].method == wanted) return Matched{i, std::move(*names)};
    none.allowed.push_back(routes[i].method);
  }
  return none;
}

Response not_found(const NotMatched& none, const Request& request) {
  if (none.allowed.empty())
    return problem(404,
                   fmt::format("there is nothing at {}; /v1/openapi.json lists what there is", request.path_text()));
  std::string allowed;
  for (const Method method : none.allowed) {
    if (!allowed.empty()) allowed += ", ";
    allowed += method == Method::get ? "GET, HEAD" : to_string(method);
  }
  Response response = problem(405, fmt::format("{} answers {} alone", request.path_text(), allowed));
  response.headers.emplace_back("allow", std::move(allowed));
  return response;
}

}  // namespace gammafield::http
