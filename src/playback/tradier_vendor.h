#pragma once

#include "playback/tape.h"
#include "playback/vendor.h"

namespace gammafield::playback {

/// Tradier: expirations, quotes and chains, below any path, for whoever has a token. Says with every answer how many
/// requests of this minute are left.
class TradierVendor final : public Vendor {
 public:
  explicit TradierVendor(const Tape& tape) : tape_(tape) {}
  [[nodiscard]] feeds::Response answer(const Asked&, market::Instant) override;
  [[nodiscard]] Limit limit() const override { return {allowed, std::chrono::minutes{1}}; }

 private:
  static constexpr std::size_t allowed = 60;  // a minute, of the sandbox
  [[nodiscard]] feeds::Response found(const Asked&, const simulate::SimulatedChain&) const;
  void count(feeds::Moment wall);

  std::chrono::sys_time<std::chrono::minutes> minute_{};
  std::size_t used_ = 0;  ///< in this minute
  const Tape& tape_;
};

}  // namespace gammafield::playback
