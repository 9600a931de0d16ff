#include "server/front.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "server/etag.h"
#include "server/form.h"
#include "server/gzip.h"

namespace gammafield::server {

using http::Access;
using http::Method;
using http::problem;
using http::Request;
using http::Respond;
using http::Response;
using http::Route;

namespace {

/// Beside the resources, in this order.
enum class Extra : std::size_t { web_socket, events, ticket, metrics, mcp, files };
constexpr std::array extra_routes{
    Route{Method::get, "/v1/stream", Access::read},  Route{Method::get, "/v1/events-stream", Access::read},
    Route{Method::post, "/v1/ticket", Access::read}, Route{Method::get, "/metrics", Access::read},
    Route{Method::post, "/mcp", Access::read},       Route{Method::get, "/{path...}", Access::anybody}};

constexpr std::size_t kept_answers = 64;                           // of a standing
constexpr std::size_t kept_bytes = std::size_t{32} * 1024 * 1024;  // of a standing

/// What an answer depends on beside the standing. A credential is no part of it.
std::string key_of(std::size_t route, const std::vector<std::string>& names, const Request& request) {
  std::string key = std::to_string(route);
  for (const auto& name : names) key += '/' + name;
  for (const auto& [name, value] : request.query)
    if (name != "key") key.append(1, '\0').append(name).append(1, '=').append(value);
  if (!request.parameter("format")) key.append(1, '\0').append(request.header("accept").value_or(""));
  if (takes(request, "gzip")) key.append(1, '\0').append("gzip");
  return key;
}

Response busy() {
  Response response = problem(503, "busy; try again in a second");
  response.headers.emplace_back("retry-after", "1");
  return response;
}

}  // namespace

/// Answers made from one standing of one symbol.
struct Front::Kept {
  std::uint64_t sequence = 0;
  std::map<std::string, Response> answers;
  std::map<std::string, std::vector<std::pair<std::shared_ptr<const Request>, Respond>>> awaited;
  std::size_t bytes = 0;
};

Response revalidated(Response response, const Request& request) {
  if (response.status != 200 || !response.body || request.method == Method::post) {
    response.headers.emplace_back("cache-control", "no-store");
    return response;
  }
  const bool has_tag = std::ranges::find(response.headers, "etag", &http::Header::first) != response.headers.end();
  if (!has_tag) response.headers.emplace_back("etag", etag_of(*response.body));
  const std::string tag = std::ranges::find(response.headers, "etag", &http::Header::first)->second;
  response.headers.emplace_back("cache-control", "private, no-cache");
  response.headers.emplace_back("vary", "accept, accept-encoding, authorization");
  if (is_known(tag, request)) {
    response.status = 304;
    response.body.reset();
  }
  return response;
}

Front::Front(const House& house, http::Door door, Hub& hub, Crews crews, Files files, Extras extras,
             std::function<Clocks()> clocks)
    : house_(house),
      door_(std::move(door)),
      hub_(hub),
      crews_(crews),
      files_(std::move(files)),
      extras_(std::move(extras)),
      clocks_(std::move(clocks)),
      routes_(routes()) {}

std::vector<Route> Front::routes() {
  std::vector<Route> all;
  for (const Resource& resource : resources()) all.push_back(resource.route);
  all.insert(all.end(), extra_routes.begin(), extra_routes.end());
  return all;
}

void Front::answer(const std::shared_ptr<const Request>& request, bool web_socket, const Respond& respond) {
  if (auto refusal = door_.stranger(*request)) return respond(std::move(*refusal));
  auto found = http::match(routes_, *request);
  if (const auto* none = std::get_if<http::NotMatched>(&found)) return respond(http::not_found(*none, *request));
  auto& matched = std::get<http::Matched>(found);
  serve(matched.route, std::move(matched.names), request, web_socket, respond);
}

void Front::serve(std::size_t index, std::vector<std::string> names, const std::shared_ptr<const Request>& request,
                  bool web_socket, const Respond& respond) {
  const Route& route = routes_[index];
  const Clocks now = clocks_();
  const http::Now both{std::chrono::floor<std::chrono::seconds>(now.wall), now.steady};
  const std::size_t extra = index - std::min(index, resources().size());
  const bool is_resource = index < resources().size();
  const auto is = [&](Extra which) { return !is_resource && extra == static_cast<std::size_t>(which); };
  if (is(Extra::web_socket) || is(Extra::events)) return stream(route, *request, web_socket, respond);
  if (auto refusal = door_.refused(*request, route, both)) return respond(std::move(*refusal));
  if (web_socket) return respond(problem(400, "a WebSocket is at /v1/stream"));
  if (is(Extra::ticket)) return respond(ticket());
  if (is(Extra::metrics))
    return respond(Response{200, "text/plain; version=0.0.4; charset=utf-8", http::text_of(extras_.metrics()), {}});
  if (is(Extra::mcp)) return by(crews_.archivists, [this, request] { return extras_.mcp(*request); }, respond);
  if (is(Extra::files)) return respond(files_.answer(names.front(), *request));
  const Resource& resource = resources()[index];
  switch (resource.place) {
    case Place::at_once:
      return respond(revalidated(resource.answer(house_, {*request, std::move(names), now.wall}), *request));
    case Place::kept: return kept(resource, std::move(names), request, respond);
    case Place::worker:
    case Place::archivist:
      return by(
          resource.place == Place::worker ? crews_.workers : crews_.archivists,
          [this, &resource, request, names = std::move(names), now] {
            return revalidated(compressed(resource.answer(house_, {*request, names, now.wall}), *request), *request);
          },
          respond);
  }
}

void Front::stream(const Route& route, const Request& request, bool web_socket, const Respond& respond) {
  const Clocks now = clocks_();
  const http::Now both{std::chrono::floor<std::chrono::seconds>(now.wall), now.steady};
  if (auto refusal = door_.refused_stream(request, route, both, web_socket)) return respond(std::move(*refusal));
  if (request.method == Method::head) return respond(http::not_found({{Method::get}}, request));  // no end to measure
  if (web_socket != (route.pattern == "/v1/stream"))
    return respond(problem(web_socket ? 400 : 426, web_socket ? "a WebSocket is at /v1/stream"
                                                              : "ask for a WebSocket, or for /v1/events-stream"));
  auto wanted = subscription_of(request);
  if (!wanted) return respond(problem(400, "symbols=SPX,NDX, parts of the Report (levels,session,...), since=SPX:12"));
  respond(hub_.talk(std::move(*wanted)));
}

Response Front::ticket() {
  const Clocks now = clocks_();
  const auto ticket = door_.new_ticket({std::chrono::floor<std::chrono::seconds>(now.wall), now.steady});
  if (!ticket) return busy();
  Response response = answered(Form::json, fmt::format(R"({{"ticket":"{}","expires_in_seconds":{}}})", *ticket,
                                                       http::Door::ticket_lives.count()));
  response.headers.emplace_back("cache-control", "no-store");
  return response;
}

void Front::by(Workers& workers, std::function<Response()> make, const Respond& respond) {
  if (!workers.take([make = std::move(make), respond] { respond(make()); })) respond(busy());
}

/// Made once for all who ask before the symbol's next standing.
void Front::kept(const Resource& resource, std::vector<std::string> names,
                 const std::shared_ptr<const Request>& request, const Respond& respond) {
  const auto standing = house_.desk.standing(names.front());
  if (!standing) return respond(no_symbol(names.front()));
  auto& kept = kept_[names.front()];
  if (!kept || kept->sequence != standing->sequence()) {
    kept = std::make_shared<Kept>();
    kept->sequence = standing->sequence();
  }
  const auto index = static_cast<std::size_t>(&resource - resources().data());
  std::string key = key_of(index, names, *request);
  if (const auto found = kept->answers.find(key); found != kept->answers.end())
    return respond(revalidated(found->second, *request));
  auto& awaited = kept->awaited[key];
  awaited.emplace_back(request, respond);
  if (awaited.size() > 1) return;
  const auto give = [kept = kept, key](const Response& made) {
    if (kept->answers.size() < kept_answers && kept->bytes < kept_bytes && made.status == 200) {
      kept->answers.emplace(key, made);
      kept->bytes += made.body ? made.body->size() : 0;
    }
    for (const auto& [asker, answer] : std::exchange(kept->awaited[key], {})) answer(revalidated(made, *asker));
    kept->awaited.erase(key);
  };
  const desk::Moment now = clocks_().wall;
  const bool taken = crews_.workers.take([this, &resource, request, names = std::move(names), now, give] {
    auto made = std::make_shared<Response>(compressed(resource.answer(house_, {*request, names, now}), *request));
    if (made->status == 200 && made->body) made->headers.emplace_back("etag", etag_of(*made->body));
    extras_.back_on_the_network([give, made] { give(*made); });
  });
  if (!taken) give(busy());
}

}  // namespace gammafield::server
