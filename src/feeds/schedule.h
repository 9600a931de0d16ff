#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/random.h"
#include "feeds/answer.h"
#include "feeds/moment.h"

namespace gammafield::feeds {

/// How often a vendor is asked.
struct PollRule {
  std::chrono::milliseconds period{60'000};        ///< between answers that were good
  std::chrono::milliseconds least{1'000};          ///< between any two requests, whatever happens
  std::chrono::milliseconds first_backoff{1'000};  ///< doubled with each failure, up to the period
  std::chrono::milliseconds longest{600'000};      ///< while only the user can help
};

/// When to ask next. After trouble: a time drawn evenly from zero to the backoff (full jitter, so that many clients of
/// one vendor do not come back together), never sooner than `least` and never before the vendor's Retry-After. As the
/// backoff ends at the period, a feed that works again is heard of within two periods. Where only the user can help it
/// is the period twice, as vendors refuse and miss for a moment too, and from the third such answer in a row on doubles
/// up to `longest`.
class Schedule {
 public:
  /// `first`: when to ask for the first time.
  Schedule(PollRule rule, Moment first, std::uint64_t seed) : rule_(rule), due_(first), random_(seed) {}

  [[nodiscard]] Moment due() const { return due_; }
  /// To be told when an answer has come.
  void answered(const Answer&, Moment now);
  void ask_at(Moment when) { due_ = when; }
  [[nodiscard]] unsigned failures() const { return failures_; }  ///< one after the other, until now

 private:
  [[nodiscard]] std::chrono::milliseconds after_trouble(const Trouble&);

  PollRule rule_;
  Moment due_;
  base::RandomStream random_;
  unsigned failures_ = 0;
  unsigned lasting_ = 0;  ///< of these the last ones, where only the user can help
};

}  // namespace gammafield::feeds
