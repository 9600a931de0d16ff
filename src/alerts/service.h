#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "alerts/courier.h"
#include "alerts/evaluate.h"
#include "alerts/latest_pages.h"
#include "alerts/outbox.h"
#include "base/refusal.h"
#include "base/result.h"

namespace gammafield::alerts {

/// What a service needs to be.
struct ServiceParts {
  Config config;
  Secrets secrets = {};
  std::string outbox;                              ///< path
  std::unique_ptr<Carrier> carrier;                ///< used by `deliver` alone
  std::function<void(const std::string&)> notice;  ///< a line for the user; on whichever thread finds it
  Pages pages = {};                                ///< on schedule; none: what the last Report says
  std::shared_ptr<const market::Calendar> calendar = market::Calendar::of(market::Exchange::us);  ///< of the schedule
  std::chrono::milliseconds again_after{5'000};  ///< an outbox that could not be written is tried again
  std::uint64_t seed = 1;                        ///< of the waits after trouble
};

/// Rules, outbox and courier together, for whoever hosts them. One thread tells what is new (`take`, `tick`), one
/// delivers (`due`, `deliver`), any may look (`rules`, `sinks`, `log`) and `test`. None waits for the network of
/// another. Reads no clock: every call is told the time.
class Service {
 public:
  /// Refuses an outbox that cannot be had.
  [[nodiscard]] static base::Result<std::unique_ptr<Service>, base::Refusal> start(ServiceParts);

  /// When these return nothing, what was raised is on disk. Else it is not, nothing has changed, and the same may be
  /// told again.
  [[nodiscard]] std::optional<base::Refusal> take(const engine::Report&, feeds::Moment now);
  [[nodiscard]] std::optional<base::Refusal> take(const FeedNews&, feeds::Moment now);
  /// As time passes: what comes on schedule. Once a minute is enough.
  [[nodiscard]] std::optional<base::Refusal> tick(feeds::Moment now);
  /// An alert to one sink, to see whether it works.
  [[nodiscard]] std::optional<base::Refusal> test(const std::string& sink, feeds::Moment now);

  /// The time of the symbol's last Report that was taken.
  [[nodiscard]] std::optional<market::Instant> latest(std::string_view symbol) const;

  /// When there is something to deliver; none: nothing waits.
  [[nodiscard]] std::optional<feeds::Moment> due();
  /// Delivers one message that is due; false: nothing is, or the outbox cannot be written, which was waited for.
  bool deliver(feeds::Moment now);
  /// Waits, at most so long, until something was kept.
  void wait_for_more(std::chrono::milliseconds most);
  [[nodiscard]] Outbox::Counts counts();
  [[nodiscard]] const std::vector<Rule>& rules() const { return parts_.config.rules; }
  [[nodiscard]] const std::vector<Sink>& sinks() const { return parts_.config.sinks; }
  /// The last messages that were kept, newest first.
  [[nodiscard]] base::Result<std::vector<Logged>, base::Refusal> log(std::size_t most);

 private:
  Service(ServiceParts parts, Outbox outbox, State state);
  [[nodiscard]] std::optional<base::Refusal> keep(Evaluated, feeds::Moment now);
  void forget_what_is_done(feeds::Moment now);
  /// Waits a while.
  bool not_written(std::unique_lock<std::mutex>&, const store::Fault&);
  void tell(const std::string& line) const { parts_.notice(line); }

  ServiceParts parts_;
  std::mutex mutex_;  ///< of outbox_ and kept_
  std::condition_variable more_;
  bool kept_ = false;
  Outbox outbox_;
  State state_;  ///< as the outbox has it
  LatestPages latest_;
  Courier courier_;
  std::optional<feeds::Moment> forget_at_;
  /// Tried, and not written down yet: written before anything else is sent, or a full disk would send it again and
  /// again.
  std::optional<Courier::Tried> unsettled_;
  bool failing_ = false;
};

}  // namespace gammafield::alerts
