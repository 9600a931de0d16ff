#include "playback/simulated_transport.h"

#include "base/lower_case.h"

namespace gammafield::playback {
namespace {

using feeds::TransportFailure;
using feeds::TransportFault;
using std::chrono::milliseconds;

constexpr milliseconds a_way{40};

/// Where the path begins.
std::size_t path_in(std::string_view url) {
  const auto host = url.find("://");
  return url.find('/', host == std::string_view::npos ? 0 : host + 3);
}

Asked asked_of(const feeds::Request& request) {
  Asked asked{target_of(request.url),
              request.headers,
              std::string{std::string_view{request.url}.substr(0, path_in(request.url))},
              {},
              request.body};
  for (auto& [name, value] : asked.headers) name = base::lower_case(name);
  return asked;
}

}  // namespace

std::string target_of(std::string_view url) {
  const auto path = path_in(url);
  return path == std::string_view::npos ? "/" : std::string{url.substr(path)};
}

base::Result<feeds::Response, TransportFailure> SimulatedTransport::send(const feeds::Request& request) {
  auto served = counter_.serve(asked_of(request), std::chrono::floor<std::chrono::seconds>(clock_), clock_);
  clock_ += a_way;
  const auto failed = [](TransportFault fault) { return base::failure(TransportFailure{fault, "simulated"}); };
  switch (served.fault.kind) {
    case FaultKind::drop: return failed(TransportFault::cut_short);
    case FaultKind::cut: return failed(TransportFault::cut_short);
    case FaultKind::half_open:
    case FaultKind::slow_bytes: clock_ += request.timeout; return failed(TransportFault::timed_out);
    case FaultKind::delay:
      clock_ += milliseconds{static_cast<std::int64_t>(served.fault.share * double(request.timeout.count()))};
      break;
    default: break;
  }
  if (served.response.body.size() > request.largest) return failed(TransportFault::too_large);
  return std::move(served.response);
}

}  // namespace gammafield::playback
