#pragma once

#include <optional>
#include <set>
#include <string>

#include "feeds/series_feed.h"
#include "ingest/massive.h"

namespace gammafield::feeds {

/// Where Massive has the chain of an underlying; indices bear a mark.
[[nodiscard]] std::string massive_chain_url(const std::string& symbol, const std::string& base);

/// Massive, which was Polygon, by the key of a paid plan: the chain's pages, each naming the next. A page that names
/// one that has been read, or more than a thousand of them, is trouble.
class MassiveSeries final : public Series {
 public:
  static constexpr const char* address = "https://api.massive.com";
  static constexpr std::chrono::milliseconds least{100};  ///< paid plans have no limit; the vendor asks for restraint

  MassiveSeries(std::string symbol, ingest::ReadOptions, std::string base = address);

  [[nodiscard]] std::string name() const override { return "massive " + symbol_; }
  [[nodiscard]] std::string symbol() const override { return symbol_; }
  void begin() override;
  [[nodiscard]] std::string next_url() const override { return next_; }
  [[nodiscard]] base::Result<Progress, Trouble> take(std::string body) override;
  [[nodiscard]] base::Result<ingest::LoadedChain, base::Refusal> snapshot(market::Instant asked_at) override;

 private:
  std::string symbol_, first_, next_;
  ingest::ReadOptions options_;
  std::set<std::string> asked_;
  ingest::MassiveAnswers answers_;
};

}  // namespace gammafield::feeds
