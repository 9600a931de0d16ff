#pragma once

#include "playback/tape.h"
#include "playback/vendor.h"

namespace gammafield::playback {

/// The Options Clearing Corporation: `/series-search` and `/daily-open-interest`. Of a session its numbers are those of
/// the close before.
class OccVendor final : public Vendor {
 public:
  explicit OccVendor(const Tape& tape) : tape_(tape) {}
  [[nodiscard]] feeds::Response answer(const Asked&, market::Instant) override;
  [[nodiscard]] Limit limit() const override { return {1, std::chrono::milliseconds{1'000}}; }

 private:
  const Tape& tape_;
};

}  // namespace gammafield::playback
