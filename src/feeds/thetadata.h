#pragma once

#include <set>
#include <string>
#include <vector>

#include "feeds/series_feed.h"
#include "ingest/thetadata.h"

namespace gammafield::feeds {

/// The ThetaData terminal that the user runs beside this program: quotes and open interest of every root of the
/// underlying, then the underlying's price, which a plan may lack. Version 2 where the address ends in `/v2`.
class ThetaSeries final : public Series {
 public:
  static constexpr const char* address = "http://127.0.0.1:25503/v3";
  static constexpr std::chrono::milliseconds least{500};  ///< the terminal answers a few requests at a time

  ThetaSeries(std::string symbol, ingest::ReadOptions, std::string base = address);

  [[nodiscard]] std::string name() const override { return "thetadata " + symbol_; }
  [[nodiscard]] std::string symbol() const override { return symbol_; }
  void begin() override;
  [[nodiscard]] std::string next_url() const override { return waiting_.front().url; }
  [[nodiscard]] base::Result<Progress, Trouble> take(std::string body) override;
  [[nodiscard]] base::Result<ingest::LoadedChain, base::Refusal> snapshot(market::Instant asked_at) override;
  /// 472: there is no such contract. For the underlying's price anything that a plan's limits may say.
  [[nodiscard]] bool means_nothing(int status) const override;

 private:
  enum class Part { quotes, open_interest, spot };
  struct Step {
    Part part;
    std::string url;
  };
  std::string symbol_, base_;
  ingest::ReadOptions options_;
  std::vector<Step> waiting_;
  std::set<std::string> asked_;
  ingest::ThetaAnswers answers_;
};

}  // namespace gammafield::feeds
