#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "feeds/transport.h"

/// What leaves the machine, or the process: the form that a sink gives an alert.
namespace gammafield::alerts {

/// A POST. Its address and headers may hold a secret: nothing prints them.
struct Post {
  std::string url;
  std::vector<feeds::Header> headers = {};
  std::string body;
  std::vector<std::string> allow_private = {};  ///< beside public addresses
};
/// A mail, header and body as they are sent (RFC 5322).
struct Letter {
  std::string server, from;
  std::vector<std::string> to;
  std::string message;
};
/// A line for the end of a file, with its line end.
struct Line {
  std::string path, text;
};
using Outgoing = std::variant<Post, Letter, Line>;

/// Takes it there. A line that is in its file is an answer with status 200; a mail's status is the server's last reply
/// code (250: taken on).
class Carrier {
 public:
  using Came = base::Result<feeds::Response, feeds::TransportFailure>;
  Carrier() = default;
  Carrier(const Carrier&) = delete;
  Carrier& operator=(const Carrier&) = delete;
  virtual ~Carrier() = default;
  [[nodiscard]] virtual Came carry(const Outgoing&) = 0;
};

}  // namespace gammafield::alerts
