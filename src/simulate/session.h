#pragma once

#include <span>
#include <string>
#include <vector>

#include "simulate/chain.h"

namespace gammafield::simulate {

/// A trading day to make up.
struct SessionScenario {
  ChainScenario chain;  ///< of the open; its as_of, opening and odd_rows are not looked at
  market::Date session = std::chrono::year{2026} / 8 / 18;
  std::chrono::seconds every{60};  ///< between chains: from 1 s to an hour
  std::uint64_t path = 0;          ///< which of the seed's ways spot goes
};

/// The trading day before in the same scenario: another path, which closes where the chain of the later open says that
/// the day before closed (to a few cents). Of one seed the open interest of both days has much in common. Refuses what
/// SimulatedSession does.
[[nodiscard]] base::Result<SessionScenario, base::Refusal> day_before(const SessionScenario&);

/// A bar of a minute.
struct SimulatedBar {
  market::Instant from;
  market::Spot open, high, low, close;
};

/// A whole session: spot wanders by the near volatility's share of a day, which falls when spot rises and rises when it
/// falls; strikes and open interest are those of the open, volume grows, and what settles in the session leaves.
class SimulatedSession {
 public:
  /// Refuses (usage) what simulate_chain does, a day without a session, and times between chains outside the range.
  [[nodiscard]] static base::Result<SimulatedSession, base::Refusal> make(const SessionScenario&);

  /// The same along another path: spot each second from the open to the close, both included; of `path` nothing is
  /// looked at. Refuses also another number of spots, and spots outside what a chain can be made of.
  [[nodiscard]] static base::Result<SimulatedSession, base::Refusal> along(const SessionScenario&,
                                                                           std::span<const market::Spot> each_second);

  /// The first one time between chains after the open, the last at the close.
  [[nodiscard]] const std::vector<market::Instant>& times() const { return times_; }
  /// Each by itself, in any order: the same for the same scenario.
  [[nodiscard]] SimulatedChain chain_at(market::Instant) const;
  [[nodiscard]] market::Spot spot_at(market::Instant) const;
  [[nodiscard]] std::vector<SimulatedBar> minute_bars() const;

 private:
  SimulatedSession(const SessionScenario&, market::Instant open, market::Instant close);
  void wander(std::uint64_t path);

  ChainScenario chain_;
  market::Instant open_;
  std::vector<market::Instant> times_;
  std::vector<double> path_;  ///< spot each second from the open on
};

/// `time,open,high,low,close`, times with their zone: what `--bars` reads.
[[nodiscard]] std::string to_bars_csv(const std::vector<SimulatedBar>&);

}  // namespace gammafield::simulate
