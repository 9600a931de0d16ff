#pragma once

#include "feeds/curl_handle.h"
#include "feeds/transport.h"

namespace gammafield::feeds {

/// HTTP and HTTPS by libcurl: certificates checked, compressed answers taken, one connection kept. One thread at a
/// time. Nothing is loaded before the first request; what is missing then is a failure (no_library).
class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(CurlSource source = system_curl) : curl_(source) {}
  [[nodiscard]] base::Result<Response, TransportFailure> send(const Request&) override;

 private:
  CurlHandle curl_;
};

}  // namespace gammafield::feeds
