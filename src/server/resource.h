#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/service.h"
#include "desk/desk.h"
#include "desk/playing.h"
#include "engine/settings.h"
#include "http/message.h"
#include "http/routes.h"
#include "store/folder.h"

/// What is answered at which address.
namespace gammafield::server {

/// Everything that answers are made of. Lives as long as the server.
struct House {
  desk::Desk& desk;
  std::optional<store::Folder> folder = {};  ///< of what is recorded; none: nothing is
  engine::Settings settings = {};            ///< by which everything is analysed
  std::vector<http::Header> shown = {};      ///< the server's own settings for /v1/settings; never a secret
  desk::Playing* playing = nullptr;          ///< the day that is played; none: what comes is live
  alerts::Service* alerts = nullptr;         ///< none: this server has no rules
  std::string research = {};                 ///< the folder of studies' results; empty: none
};

struct Asked {
  const http::Request& request;
  std::vector<std::string> names;  ///< what stood for the braces of the route
  desk::Moment now;
};

/// What time it is for what is shown: a played day's own time, else the wall's.
[[nodiscard]] desk::Moment clock_of(const House&, const Asked&);

/// Where an answer is made. at_once: on the network's thread, in microseconds. kept: from a symbol's standing (the
/// route's first name), by a worker, and kept with it. worker: each time anew. archivist: out of what is recorded, each
/// time anew, by workers of its own: it may take seconds, and how things stand is not to wait for how they stood.
enum class Place : std::uint8_t { at_once, kept, worker, archivist };

using Answer = http::Response (*)(const House&, const Asked&);
struct Resource {
  http::Route route;
  Place place = Place::worker;
  Answer answer = nullptr;
};

/// Every address but those of connections that stay open, of `/metrics`, `/mcp` and the dashboard.
[[nodiscard]] std::span<const Resource> resources();

// The answers, by file.
http::Response symbols(const House&, const Asked&), report(const House&, const Asked&),
    levels(const House&, const Asked&), profile(const House&, const Asked&), strikes(const House&, const Asked&),
    surface(const House&, const Asked&), bands(const House&, const Asked&), session(const House&, const Asked&),
    chart(const House&, const Asked&);
http::Response history(const House&, const Asked&), events(const House&, const Asked&),
    times(const House&, const Asked&), compare(const House&, const Asked&), recorded_report(const House&, const Asked&);
http::Response sessions(const House&, const Asked&), bars(const House&, const Asked&),
    field(const House&, const Asked&);
http::Response health(const House&, const Asked&), ready(const House&, const Asked&),
    version(const House&, const Asked&), settings(const House&, const Asked&), openapi(const House&, const Asked&);
http::Response strike_map(const House&, const Asked&), scenario(const House&, const Asked&),
    explain(const House&, const Asked&), inspect(const House&, const Asked&), options(const House&, const Asked&);
http::Response gexbot(const House&, const Asked&);
http::Response brief_page(const House&, const Asked&);
http::Response alerts_log(const House&, const Asked&), test_alert(const House&, const Asked&);
http::Response laboratory_list(const House&, const Asked&), laboratory_run(const House&, const Asked&);
http::Response research_list(const House&, const Asked&), research_result(const House&, const Asked&),
    base_rates(const House&, const Asked&);
http::Response played(const House&, const Asked&), play(const House&, const Asked&);

}  // namespace gammafield::server
