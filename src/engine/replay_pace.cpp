#include "engine/replay_pace.h"

namespace gammafield::engine {

std::chrono::milliseconds ReplayPace::due(market::Date session, market::Instant as_of) {
  if (session_ == session) gone_ += std::chrono::duration<double>(as_of - last_) / speed_;
  session_ = session;
  last_ = as_of;
  return std::chrono::floor<std::chrono::milliseconds>(gone_);
}

}  // namespace gammafield::engine
