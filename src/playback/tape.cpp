#include "playback/tape.h"

#include <algorithm>

namespace gammafield::playback {

std::shared_ptr<const simulate::SimulatedChain> Tape::at(market::Instant moment) const {
  const auto& times = session_.times();
  const auto after = std::ranges::upper_bound(times, moment);
  const market::Instant known = after == times.begin() ? times.front() : *(after - 1);
  if (!made_ || made_->as_of != known)
    made_ = std::make_shared<const simulate::SimulatedChain>(session_.chain_at(known));
  return made_;
}

}  // namespace gammafield::playback
