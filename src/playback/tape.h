#pragma once

#include <memory>
#include <utility>

#include "simulate/session.h"

namespace gammafield::playback {

/// A made-up session as a vendor has it at a moment: what it knew last. Chains are made when they are asked for; the
/// last one is kept.
class Tape {
 public:
  explicit Tape(simulate::SimulatedSession session) : session_(std::move(session)) {}

  /// The last chain that is not after the moment; before the first one, the first.
  [[nodiscard]] std::shared_ptr<const simulate::SimulatedChain> at(market::Instant) const;
  [[nodiscard]] market::Instant first() const { return session_.times().front(); }
  [[nodiscard]] market::Instant last() const { return session_.times().back(); }

 private:
  simulate::SimulatedSession session_;
  mutable std::shared_ptr<const simulate::SimulatedChain> made_;
};

}  // namespace gammafield::playback
