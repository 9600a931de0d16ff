#pragma once

#include "feeds/curl_handle.h"
#include "feeds/mailer.h"

namespace gammafield::feeds {

/// SMTP by libcurl, loaded with the first mail; a connection kept. One thread at a time.
class CurlMailer final : public Mailer {
 public:
  explicit CurlMailer(CurlSource source = system_curl) : curl_(source) {}
  [[nodiscard]] base::Result<int, TransportFailure> send(const Mail&) override;

 private:
  CurlHandle curl_;
};

}  // namespace gammafield::feeds
