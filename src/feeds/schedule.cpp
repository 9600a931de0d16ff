#include "feeds/schedule.h"

#include <algorithm>

namespace gammafield::feeds {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds room_again{5'000};  // no vendor is asked meanwhile, so there is nothing to be polite about

}  // namespace

std::chrono::milliseconds Schedule::after_trouble(const Trouble& trouble) {
  if (trouble.kind == TroubleKind::no_room) return std::max(rule_.least, room_again);
  const bool lasting = needs_the_user(trouble.kind);
  const milliseconds most = lasting ? rule_.longest : rule_.period;
  milliseconds backoff = lasting ? rule_.period : rule_.first_backoff;
  for (unsigned i = lasting ? 2 : 1; i < (lasting ? lasting_ : failures_) && backoff < most; ++i) backoff *= 2;
  backoff = std::min(backoff, most);
  const milliseconds drawn{static_cast<std::int64_t>(random_.uniform() * static_cast<double>(backoff.count()))};
  return std::max({drawn, rule_.least, milliseconds{trouble.retry_after.value_or(std::chrono::seconds{0})}});
}

void Schedule::answered(const Answer& answer, Moment now) {
  if (const auto* trouble = std::get_if<Trouble>(&answer)) {
    ++failures_;
    lasting_ = needs_the_user(trouble->kind) ? lasting_ + 1 : 0;
    due_ = now + after_trouble(*trouble);
    return;
  }
  failures_ = lasting_ = 0;
  due_ = now + std::max(rule_.period, rule_.least);
}

}  // namespace gammafield::feeds
