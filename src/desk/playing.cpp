#include "desk/playing.h"

#include <algorithm>

#include <fmt/format.h>

namespace gammafield::desk {

using base::Refusal;
using base::RefusalKind;
using market::Instant;

Instant Playing::at(Moment now) const {
  if (paused_ || held_) return at_;
  const auto gone = std::max(std::chrono::duration<double>(now - since_), std::chrono::duration<double>{0});
  return std::min(at_ + std::chrono::floor<std::chrono::seconds>(gone * speed_), to_);
}

Playing::State Playing::state(Moment now) const {
  const std::lock_guard lock{mutex_};
  return {from_, to_, at(now), speed_, paused_};
}

void Playing::hold(Moment now) {
  const std::lock_guard lock{mutex_};
  at_ = at(now);
  held_ = true;
}

void Playing::begin(Moment now) {
  const std::lock_guard lock{mutex_};
  since_ = now;
  held_ = false;
}

std::optional<Refusal> Playing::change(const Change& wanted, Moment now) {
  const std::lock_guard lock{mutex_};
  const auto usage = [](std::string message) { return Refusal{RefusalKind::usage, std::move(message)}; };
  if (wanted.speed && !(*wanted.speed >= slowest && *wanted.speed <= fastest))
    return usage(fmt::format("speed: {} to {} times the clock", slowest, fastest));
  const Instant reached = at(now);
  if (wanted.at && (*wanted.at < reached || *wanted.at > to_))
    return usage(fmt::format("at: from {} to {}; the day goes forward, what was is at /v1/report/SYMBOL/at",
                             market::to_string(reached), market::to_string(to_)));
  at_ = wanted.at.value_or(reached);
  since_ = now;
  speed_ = wanted.speed.value_or(speed_);
  paused_ = wanted.paused.value_or(paused_);
  return std::nullopt;
}

}  // namespace gammafield::desk
