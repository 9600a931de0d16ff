#pragma once

#include "feeds/transport.h"
#include "playback/counter.h"

namespace gammafield::playback {

/// A vendor without sockets, in a time that is told: what libcurl would say of each fault, and how long it would take.
class SimulatedTransport final : public feeds::Transport {
 public:
  /// `clock` is the true time; it goes on while an answer is waited for. All must outlive it.
  SimulatedTransport(Counter& counter, feeds::Moment& clock) : counter_(counter), clock_(clock) {}
  [[nodiscard]] base::Result<feeds::Response, feeds::TransportFailure> send(const feeds::Request&) override;

 private:
  Counter& counter_;
  feeds::Moment& clock_;
};

/// `/path?query` of `http://host/path?query`.
[[nodiscard]] std::string target_of(std::string_view url);

}  // namespace gammafield::playback
