#pragma once

#include "playback/tape.h"
#include "playback/vendor.h"

namespace gammafield::playback {

/// Massive: `/v3/snapshot/options/I:SPX`, in pages of at most 250, for whoever has a key.
class MassiveVendor final : public Vendor {
 public:
  explicit MassiveVendor(const Tape& tape) : tape_(tape) {}
  [[nodiscard]] feeds::Response answer(const Asked&, market::Instant) override;
  [[nodiscard]] Limit limit() const override { return {10, std::chrono::milliseconds{1'000}}; }

 private:
  const Tape& tape_;
};

}  // namespace gammafield::playback
