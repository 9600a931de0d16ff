#pragma once

#include <memory>

#include "feeds/transport.h"

namespace gammafield::feeds {

/// HTTP and HTTPS by libcurl: certificates checked, compressed answers taken, one connection kept. One thread at a
/// time.
class CurlTransport final : public Transport {
 public:
  CurlTransport();
  ~CurlTransport() override;
  [[nodiscard]] base::Result<Response, TransportFailure> get(const Request&) override;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace gammafield::feeds
