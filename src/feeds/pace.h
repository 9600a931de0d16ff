#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>

#include "feeds/answer.h"
#include "feeds/moment.h"
#include "feeds/transport.h"

namespace gammafield::feeds {

/// How far apart the requests to one vendor are, for all symbols together. Starts at what is allowed by the documents,
/// and follows what the vendor says: `X-Ratelimit-Allowed` requests in any minute, of which `X-Ratelimit-Available` are
/// left until `X-Ratelimit-Expiry` (milliseconds since 1970); after 429 nothing goes out before its Retry-After.
class Pace {
 public:
  explicit Pace(std::chrono::milliseconds least) : least_(least) {}

  void asked(Moment now);
  void answered(const Response&, Moment now);
  void refused(const Trouble&, Moment now);
  /// From the last request to the next.
  [[nodiscard]] std::chrono::milliseconds least() const;

 private:
  std::chrono::milliseconds least_;
  std::optional<std::chrono::milliseconds> spread_;  ///< what is left, evenly until the vendor counts anew
  std::optional<std::size_t> allowed_;               ///< in a minute
  std::deque<Moment> asked_;                         ///< within the minute before the last request, and that
  std::optional<Moment> not_before_;
};

}  // namespace gammafield::feeds
