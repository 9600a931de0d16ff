#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

/// How bytes come from a vendor. Adapters know this interface alone; tests put a scripted one in its place.
namespace gammafield::feeds {

using Header = std::pair<std::string, std::string>;

struct Request {
  std::string url;
  std::vector<Header> headers = {};  ///< may hold a key: never printed
  std::chrono::milliseconds timeout{20'000};
  std::size_t largest = std::size_t{64} << 20;  ///< bytes of the answer's body, after decompression
  std::optional<std::string> body = {};         ///< to be posted, with its Content-Type among the headers; none: a GET
  /// Nothing is reached but public addresses (public_address.h), whatever the host's name is resolved to, and without a
  /// proxy: for addresses that somebody else has named.
  bool only_public = false;
  std::vector<std::string> allowed_addresses =
      {};  ///< all the same: `127.0.0.1`, `fd00::1`; what is no address allows none
};

struct Response {
  int status = 0;
  std::vector<Header> headers = {};  ///< names in lower case
  std::string body = {};

  [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const;
};

enum class TransportFault : std::uint8_t {
  unreachable,  ///< no such host, nobody listening, no route
  timed_out,
  cut_short,  ///< the connection ended before the body did
  too_large,
  not_trusted,  ///< TLS: certificate, host name
  no_room,      ///< here, not there: no descriptors, no memory
  no_library,   ///< here: what speaks to servers is not installed
  not_allowed,  ///< by the request's own rules; nothing was sent
};
struct TransportFailure {
  TransportFault fault = TransportFault::unreachable;
  std::string detail;  ///< without the request's headers
};

class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;
  /// One GET, or a POST of the body. Redirects are answers like others: they are never followed, so that no key goes to
  /// another host.
  [[nodiscard]] virtual base::Result<Response, TransportFailure> send(const Request&) = 0;
};

}  // namespace gammafield::feeds
