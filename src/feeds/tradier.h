#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feeds/series_feed.h"
#include "ingest/tradier.h"

namespace gammafield::feeds {

/// Tradier's market data, by the token of an account (a free sandbox's is delayed): the expirations, the underlying's
/// quote, then the chain of each expiration.
class TradierSeries final : public Series {
 public:
  static constexpr const char* address = "https://api.tradier.com/v1";
  /// 60 requests a minute, the sandbox's limit, until the vendor's own headers say what is left.
  static constexpr std::chrono::milliseconds least{1'000};

  TradierSeries(std::string symbol, ingest::ReadOptions, std::string base = address);

  [[nodiscard]] std::string name() const override { return "tradier " + symbol_; }
  [[nodiscard]] std::string symbol() const override { return symbol_; }
  void begin() override;
  [[nodiscard]] std::string next_url() const override;
  [[nodiscard]] base::Result<Progress, Trouble> take(std::string body) override;
  [[nodiscard]] base::Result<ingest::LoadedChain, base::Refusal> snapshot(market::Instant asked_at) override;

 private:
  std::string symbol_, base_;
  ingest::ReadOptions options_;
  std::optional<std::vector<market::Date>> expirations_;
  ingest::TradierAnswers answers_;
};

}  // namespace gammafield::feeds
