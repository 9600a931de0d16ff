#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "alerts/carrier.h"
#include "alerts/outbox.h"
#include "alerts/secret.h"
#include "alerts/sink.h"
#include "alerts/verdict.h"
#include "base/random.h"

namespace gammafield::alerts {

/// After a failed try: 5 s, twice as long after each further one, at most 15 minutes; between half and all of that at
/// random (`uniform` in (0, 1)), so that what failed together does not come back together.
[[nodiscard]] std::chrono::milliseconds backoff(std::size_t tries, double uniform);

/// The least distance between two messages to one sink, as the services document it.
[[nodiscard]] std::chrono::milliseconds least_distance(const SinkKind&);

/// Delivers what the outbox holds: at least once, of each rule and sink in order. Time is told from outside.
class Courier {
 public:
  Courier(std::vector<Sink> sinks, Secrets secrets, Carrier& carrier, std::uint64_t seed);

  /// One message, tried.
  struct Tried {
    Message message;
    Verdict verdict;
  };
  /// The network's part: no outbox is touched, so that another thread may use it meanwhile.
  [[nodiscard]] Tried attempt(Message, feeds::Moment now);
  /// The outbox's part. Lines for the user: trouble of a sink once, its end, and each message that is given up.
  [[nodiscard]] store::Stored<std::vector<std::string>> settle(Outbox&, const Tried&, feeds::Moment now);
  /// Both, of what is due; none: nothing is.
  [[nodiscard]] store::Stored<std::optional<std::vector<std::string>>> step(Outbox&, feeds::Moment now);

 private:
  [[nodiscard]] const Sink* sink_of(const std::string& name) const;
  [[nodiscard]] bool hopeless(const Message&, const Verdict&, const OutboxLimits&, feeds::Moment now) const;
  [[nodiscard]] std::optional<std::string> news_of(const std::string& sink, const Verdict&);

  std::vector<Sink> sinks_;
  Secrets secrets_;
  Secrets addresses_;  ///< of webhooks: some services have the key in them
  Carrier& carrier_;
  base::RandomStream random_;
  std::map<std::string, std::string> troubles_;  ///< told, by sink
};

/// What the user is told of a message that is given up.
[[nodiscard]] std::string given_up_line(const Message&, std::string_view trouble);

}  // namespace gammafield::alerts
