#include "playback/tape.h"

#include <algorithm>

namespace gammafield::playback {

Tape::Tape(const simulate::SimulatedSession& session)
    : Tape(session.times(), [session](market::Instant at) { return session.chain_at(at); }) {}

std::shared_ptr<const simulate::SimulatedChain> Tape::at(market::Instant moment) const {
  const auto after = std::ranges::upper_bound(times_, moment);
  const market::Instant known = after == times_.begin() ? times_.front() : *(after - 1);
  if (!made_ || made_->as_of != known) made_ = std::make_shared<const simulate::SimulatedChain>(make_(known));
  return made_;
}

}  // namespace gammafield::playback
