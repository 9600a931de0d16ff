#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "doctor/finding.h"
#include "feeds/feed.h"
#include "feeds/transport.h"

/// A feed asked once, over the network.
namespace gammafield::doctor {

/// Hands requests on, and remembers what the last answer said besides its body.
class ObservedTransport final : public feeds::Transport {
 public:
  /// `now`: the wall's clock. `real` must outlive it.
  ObservedTransport(feeds::Transport& real, std::function<market::Instant()> now) : real_(real), now_(std::move(now)) {}

  [[nodiscard]] base::Result<feeds::Response, feeds::TransportFailure> send(const feeds::Request&) override;

  [[nodiscard]] std::optional<int> status() const { return status_; }  ///< none: no answer
  /// This machine's clock and the vendor's, when the answer came; none where it had no Date.
  struct Clocks {
    market::Instant here, there;
  };
  [[nodiscard]] const std::optional<Clocks>& clocks() const { return clocks_; }

 private:
  feeds::Transport& real_;
  std::function<market::Instant()> now_;
  std::optional<int> status_;
  std::optional<Clocks> clocks_;
};

/// One request of the feed, whose transport is the one observed: whether data came back and what to do if not, and how
/// the clocks compare. A snapshot that takes many requests is not fetched.
[[nodiscard]] Findings feed_findings(feeds::Feed&, const ObservedTransport&, feeds::Moment now);

}  // namespace gammafield::doctor
