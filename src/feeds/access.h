#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "feeds/api_key.h"
#include "feeds/pace.h"
#include "feeds/transport.h"

namespace gammafield::feeds {

/// A user's way to one vendor.
struct Access {
  std::string base;                ///< the vendor's server
  std::optional<ApiKey> key = {};  ///< none: it needs none
  std::shared_ptr<Pace> pace;      ///< of the vendor; shared by its feeds
  std::chrono::milliseconds period{60'000};
  std::chrono::milliseconds delay{0};  ///< behind the market

  /// One request for JSON, with the key, counted. Requires an address of the vendor's own server.
  [[nodiscard]] base::Result<Response, TransportFailure> get(Transport&, std::string url, Moment now) const;
  /// A message that does not show the key.
  [[nodiscard]] Trouble without_key(Trouble) const;
};

}  // namespace gammafield::feeds
