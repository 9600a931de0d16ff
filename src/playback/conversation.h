#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/moment.h"
#include "market/date.h"

namespace gammafield::playback {

/// The two clocks of a playback.
struct Now {
  market::Instant at;  ///< the moment of the session that is played
  feeds::Moment wall;  ///< by the clock on the wall
};

/// One client's line to a vendor that streams, without the line: texts come in, texts go out, time passes.
class Conversation {
 public:
  Conversation() = default;
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;
  virtual ~Conversation() = default;
  virtual void told(std::string_view text, Now) = 0;
  virtual void passes(Now) = 0;
  [[nodiscard]] virtual std::vector<std::string> take_outgoing() = 0;
  /// The vendor has had enough of this client.
  [[nodiscard]] virtual bool hung_up() const = 0;
  /// Calls over the vendor's limit.
  [[nodiscard]] virtual std::uint64_t over_limit() const = 0;
};

}  // namespace gammafield::playback
