#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "market/date.h"

/// What goes wrong between a vendor and its client, by seed.
namespace gammafield::playback {

enum class FaultKind : std::uint8_t {
  none,
  // the connection
  drop,        ///< reset without a word
  cut,         ///< closed in the middle of the body
  half_open,   ///< accepted, and silent
  slow_bytes,  ///< a byte now and then
  delay,       ///< all of it, late
  // the answer
  refused,       ///< 403
  not_found,     ///< 404
  too_many,      ///< 429 with Retry-After
  server_error,  ///< 500, 502, 503 or 504
  web_page,      ///< a page for people, with status 200
  truncated,     ///< half a document, with the length of half a document
  // its content
  frozen,  ///< the same as the time before
  older,   ///< from before the one before, as another server of the vendor still has it
  ahead,   ///< the vendor's clock runs an hour ahead
  // a stream of messages
  lost,             ///< a message is left out: a gap
  twice,            ///< a message comes twice
  swapped,          ///< a message comes after the next one
  silent,           ///< no message, no heartbeat, for a while
  closed_in_frame,  ///< closed in the middle of a message
};
[[nodiscard]] std::string_view to_string(FaultKind);

struct Fault {
  FaultKind kind = FaultKind::none;
  double share = 0;     ///< in (0, 1): where it is cut, how late it is
  int status = 200;     ///< of a server_error
  int retry_after = 0;  ///< seconds, of too_many
};

/// When faults strike: HTTP by the vendor's clock, lines by that on the wall.
struct Storms {
  std::optional<market::Instant> until = {};  ///< none from then on
  std::chrono::seconds every{0}, last{0};     ///< the first `last` of every so long; 0: always
};

/// Which fault meets the n-th request, or message. Weather changes every eight: calm, mixed, or a storm in which nearly
/// nothing gets through. The same seed gives the same faults, whatever was asked for.
class FaultPlan {
 public:
  explicit FaultPlan(std::uint64_t seed, Storms storms = {}) : seed_(seed), storms_(storms) {}

  /// What would have been this fault is none.
  void leave_out(FaultKind kind) { left_out_ |= 1u << static_cast<unsigned>(kind); }
  [[nodiscard]] bool storms(market::Instant at) const;

  [[nodiscard]] Fault of_request(std::uint64_t n, market::Instant at) const;
  [[nodiscard]] Fault of_message(std::uint64_t n, market::Instant at) const;

 private:
  [[nodiscard]] bool strikes(std::uint64_t n, market::Instant at) const;

  std::uint64_t seed_;
  Storms storms_;
  std::uint32_t left_out_ = 0;  ///< a bit each
};

}  // namespace gammafield::playback
