#pragma once

#include <functional>
#include <string>

#include "feeds/feed.h"
#include "simulate/session.h"

/// A made-up session as feeds of this program, without a network: what `serve` shows where no vendor is named.
namespace gammafield::playback {

/// Where the session stands at a moment of the wall's clock.
using PlayedAt = std::function<market::Instant(feeds::Moment)>;

/// Its chains, the newest when asked. The session must outlive it.
class SimulatedChains final : public feeds::Feed {
 public:
  /// `period`: how often it is asked, by the wall's clock.
  SimulatedChains(const simulate::SimulatedSession& session, std::string symbol, PlayedAt played,
                  std::chrono::milliseconds period)
      : session_(session), symbol_(std::move(symbol)), played_(std::move(played)), period_(period) {}
  [[nodiscard]] std::string name() const override { return "simulate " + symbol_; }
  [[nodiscard]] feeds::PollRule rule() const override { return {.period = period_, .least = period_}; }
  [[nodiscard]] feeds::Answer ask(feeds::Moment now) override;

 private:
  const simulate::SimulatedSession& session_;
  std::string symbol_;
  PlayedAt played_;
  std::chrono::milliseconds period_;
  market::Instant last_;
};

/// Its price between the chains. The session must outlive it.
class SimulatedPrices final : public feeds::Feed {
 public:
  SimulatedPrices(const simulate::SimulatedSession& session, std::string symbol, PlayedAt played,
                  std::chrono::milliseconds period)
      : session_(session), symbol_(std::move(symbol)), played_(std::move(played)), period_(period) {}
  [[nodiscard]] std::string name() const override { return "simulate-prices " + symbol_; }
  [[nodiscard]] feeds::PollRule rule() const override { return {.period = period_, .least = period_}; }
  [[nodiscard]] feeds::Answer ask(feeds::Moment now) override;

 private:
  const simulate::SimulatedSession& session_;
  std::string symbol_;
  PlayedAt played_;
  std::chrono::milliseconds period_;
  market::Instant last_;
};

}  // namespace gammafield::playback
