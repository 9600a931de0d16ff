#pragma once

#include "playback/tape.h"
#include "playback/vendor.h"

namespace gammafield::playback {

/// A ThetaData terminal, version 3: `/v3/option/snapshot/quote`, `open_interest`, `/v3/index/snapshot/price`. 472 where
/// there is no such contract.
class ThetaVendor final : public Vendor {
 public:
  explicit ThetaVendor(const Tape& tape) : tape_(tape) {}
  [[nodiscard]] feeds::Response answer(const Asked&, market::Instant) override;
  [[nodiscard]] Limit limit() const override { return {4, std::chrono::milliseconds{1'000}}; }

 private:
  const Tape& tape_;
};

}  // namespace gammafield::playback
