#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/door.h"
#include "http/server.h"
#include "server/files.h"
#include "server/hub.h"
#include "server/resource.h"
#include "server/workers.h"

namespace gammafield::server {

struct Clocks {
  desk::Moment wall;
  http::Throttle::Moment steady;
};

/// Other parties whose answers are not of the resources' kind.
struct Extras {
  std::function<http::Response(const http::Request&)> mcp;         ///< a POST's body -> the answer; by an archivist
  std::function<std::string()> metrics;                            ///< on the network's thread
  std::function<void(std::function<void()>)> back_on_the_network;  ///< from any thread
};

/// Who makes answers that take long: of how things stand, and out of what is recorded.
struct Crews {
  Workers& workers;
  Workers& archivists;
};

/// Decides for every request who may ask, who answers and where. On the network's thread; what workers make comes back
/// through http::Respond.
class Front {
 public:
  Front(const House& house, http::Door door, Hub& hub, Crews crews, Files files, Extras extras,
        std::function<Clocks()> clocks);

  void answer(const std::shared_ptr<const http::Request>&, bool web_socket, const http::Respond&);

  /// Every operation there is, for the documents and the tests.
  [[nodiscard]] static std::vector<http::Route> routes();

 private:
  struct Kept;
  void serve(std::size_t route, std::vector<std::string> names, const std::shared_ptr<const http::Request>&,
             bool web_socket, const http::Respond&);
  void stream(const http::Route&, const http::Request&, bool web_socket, const http::Respond&);
  void kept(const Resource&, std::vector<std::string> names, const std::shared_ptr<const http::Request>&,
            const http::Respond&);
  static void by(Workers&, std::function<http::Response()> make, const http::Respond&);
  [[nodiscard]] http::Response ticket();

  const House& house_;
  http::Door door_;
  Hub& hub_;
  Crews crews_;
  Files files_;
  Extras extras_;
  std::function<Clocks()> clocks_;
  std::vector<http::Route> routes_;
  std::map<std::string, std::shared_ptr<Kept>, std::less<>> kept_;  ///< by symbol
};

/// With its ETag; 304 without a body where the client has it already. Numbers of another moment are not these: caches
/// must ask.
[[nodiscard]] http::Response revalidated(http::Response, const http::Request&);

}  // namespace gammafield::server
