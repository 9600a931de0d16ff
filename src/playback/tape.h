#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "simulate/session.h"

namespace gammafield::playback {

/// A session as a vendor has it at a moment: what it knew last. Chains are made when they are asked for; the last one
/// is kept.
class Tape {
 public:
  using Make = std::function<simulate::SimulatedChain(market::Instant)>;

  explicit Tape(const simulate::SimulatedSession&);
  /// `make` is asked for chains of these times, ascending, one at the least.
  Tape(std::vector<market::Instant> times, Make make) : times_(std::move(times)), make_(std::move(make)) {}

  /// The last chain that is not after the moment; before the first one, the first.
  [[nodiscard]] std::shared_ptr<const simulate::SimulatedChain> at(market::Instant) const;
  [[nodiscard]] market::Instant first() const { return times_.front(); }
  [[nodiscard]] market::Instant last() const { return times_.back(); }

 private:
  std::vector<market::Instant> times_;
  Make make_;
  mutable std::shared_ptr<const simulate::SimulatedChain> made_;
};

}  // namespace gammafield::playback
