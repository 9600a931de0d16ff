#include "feeds/schedule.h"

#include <algorithm>

namespace gammafield::feeds {

using std::chrono::milliseconds;

std::chrono::milliseconds Schedule::after_trouble(const Trouble& trouble) {
  const bool lasting = needs_the_user(trouble.kind);
  const milliseconds most = lasting ? rule_.longest : rule_.period;
  milliseconds backoff = lasting ? rule_.period : rule_.first_backoff;
  for (unsigned i = 1; i < failures_ && backoff < most; ++i) backoff *= 2;
  backoff = std::min(backoff, most);
  const milliseconds drawn{static_cast<std::int64_t>(random_.uniform() * static_cast<double>(backoff.count()))};
  return std::max({drawn, rule_.least, milliseconds{trouble.retry_after.value_or(std::chrono::seconds{0})}});
}

void Schedule::answered(const Answer& answer, Moment now) {
  if (const auto* trouble = std::get_if<Trouble>(&answer)) {
    ++failures_;
    due_ = now + after_trouble(*trouble);
    return;
  }
  failures_ = 0;
  due_ = now + std::max(rule_.period, rule_.least);
}

}  // namespace gammafield::feeds
