#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "alerts/carrier.h"
#include "alerts/sink.h"
#include "feeds/moment.h"

namespace gammafield::alerts {

/// What an answer means for a message.
enum class Came : std::uint8_t {
  delivered,
  later,       ///< passes by itself: an error of the server, no connection, too many
  refused,     ///< of this very message; another try may not help
  needs_user,  ///< a token, an address, a chat
};
struct Verdict {
  Came came = Came::later;
  std::string trouble = {};                                   ///< one line of printable ASCII; empty where delivered
  std::optional<std::chrono::milliseconds> retry_after = {};  ///< as the receiver asks, at most a day
};

/// Any 2xx is delivered; of Telegram only where its document says `"ok":true`. How long to wait is taken from
/// Retry-After, and from Telegram's and Discord's documents.
[[nodiscard]] Verdict verdict(const SinkKind&, const Carrier::Came&, feeds::Moment now);

}  // namespace gammafield::alerts
