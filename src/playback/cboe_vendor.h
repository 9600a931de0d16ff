#pragma once

#include <string>

#include "playback/tape.h"
#include "playback/vendor.h"

namespace gammafield::playback {

/// Cboe's delayed quotes: `/_SPX.json`. The last chain is written once.
class CboeVendor final : public Vendor {
 public:
  explicit CboeVendor(const Tape& tape) : tape_(tape) {}
  [[nodiscard]] feeds::Response answer(const Asked&, market::Instant) override;
  [[nodiscard]] Limit limit() const override { return {}; }  // a request a second

 private:
  const Tape& tape_;
  std::shared_ptr<const simulate::SimulatedChain> chain_;
  std::string written_;
};

}  // namespace gammafield::playback
