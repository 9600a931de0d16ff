#pragma once

#include <functional>
#include <memory>
#include <string>

#include "feeds/feed.h"
#include "ingest/loaded_chain.h"
#include "simulate/session.h"

/// A made-up session as feeds of this program, without a network: what `serve` shows where no vendor is named.
namespace gammafield::playback {

/// Where the session stands at a moment of the wall's clock.
using PlayedAt = std::function<market::Instant(feeds::Moment)>;

/// A session's chain as a vendor's file of it is read.
[[nodiscard]] base::Result<std::shared_ptr<const ingest::LoadedChain>, base::Refusal> chain_of(
    const simulate::SimulatedSession&, market::Instant);

/// What both of them are: the session must outlive it. `period`: how often it is asked, by the wall's clock.
class SimulatedFeed : public feeds::Feed {
 public:
  SimulatedFeed(const simulate::SimulatedSession& session, std::string symbol, PlayedAt played,
                std::chrono::milliseconds period)
      : session_(session), symbol_(std::move(symbol)), played_(std::move(played)), period_(period) {}
  [[nodiscard]] feeds::PollRule rule() const override { return {.period = period_, .least = period_}; }

 protected:
  const simulate::SimulatedSession& session_;
  std::string symbol_;
  PlayedAt played_;
  market::Instant last_;  ///< told

 private:
  std::chrono::milliseconds period_;
};

/// Its chains, the newest when asked.
class SimulatedChains final : public SimulatedFeed {
 public:
  using SimulatedFeed::SimulatedFeed;
  [[nodiscard]] std::string name() const override { return "simulate " + symbol_; }
  [[nodiscard]] feeds::Answer ask(feeds::Moment now) override;
};

/// Its price between the chains: of now, and of each whole minute since it was asked last.
class SimulatedPrices final : public SimulatedFeed {
 public:
  using SimulatedFeed::SimulatedFeed;
  [[nodiscard]] std::string name() const override { return "simulate-prices " + symbol_; }
  [[nodiscard]] feeds::Answer ask(feeds::Moment now) override;
};

}  // namespace gammafield::playback
