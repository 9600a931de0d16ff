#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "feeds/moment.h"
#include "playback/fault.h"
#include "playback/vendor.h"

namespace gammafield::playback {

/// Where a vendor serves its clients, with the faults of the day. What happens to the connection is left to whoever
/// carries the answer.
class Counter {
 public:
  Counter(Vendor& vendor, std::optional<FaultPlan> plan) : vendor_(vendor), plan_(plan) {}

  struct Served {
    feeds::Response response;
    Fault fault;
  };
  /// `at`: the moment of the session that is played; `wall`: when it is asked, for the limit.
  [[nodiscard]] Served serve(Asked, market::Instant at, feeds::Moment wall);

  /// What met each request.
  struct Met {
    feeds::Moment wall;
    Fault fault;
  };
  [[nodiscard]] const std::vector<Met>& log() const { return log_; }
  /// Calls over the vendor's limit.
  [[nodiscard]] std::uint64_t over_limit() const { return over_limit_; }

 private:
  void count(feeds::Moment wall);
  [[nodiscard]] feeds::Response answer(const Asked&, market::Instant at, const Fault&);

  Vendor& vendor_;
  std::optional<FaultPlan> plan_;
  std::uint64_t over_limit_ = 0;
  std::vector<Met> log_;
  std::deque<feeds::Moment> recent_;
  std::optional<market::Instant> last_;  ///< the moment of the answer before
};

}  // namespace gammafield::playback
