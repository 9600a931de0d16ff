#pragma once

#include "alerts/carrier.h"
#include "feeds/mailer.h"
#include "feeds/transport.h"

namespace gammafield::alerts {

/// To the network and to files. Posts go to public addresses and those allowed alone. One thread at a time; both must
/// outlive it.
class WireCarrier final : public Carrier {
 public:
  WireCarrier(feeds::Transport& transport, feeds::Mailer& mailer) : transport_(transport), mailer_(mailer) {}
  [[nodiscard]] Came carry(const Outgoing&) override;

 private:
  feeds::Transport& transport_;
  feeds::Mailer& mailer_;
};

}  // namespace gammafield::alerts
