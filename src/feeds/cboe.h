#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "feeds/feed.h"
#include "ingest/loaded_chain.h"

namespace gammafield::feeds {

/// The delayed quotes that Cboe's own pages load, 15 minutes old, free, without a key. Their terms are the user's to
/// heed, so nothing asks here unless it was told to; once a minute and symbol at most. An answer is new when its
/// timestamp is later, or, of the same second, its sequence number higher.
class CboeFeed final : public Feed {
 public:
  static constexpr const char* address = "https://cdn.cboe.com/api/global/delayed_quotes/options";

  /// The transport and the options' calendar must outlive it. `base`: another server of the same shape.
  CboeFeed(Transport&, std::string symbol, ingest::ReadOptions, std::string base = address);

  [[nodiscard]] std::string name() const override { return "cboe " + symbol_; }
  [[nodiscard]] PollRule rule() const override { return {}; }
  [[nodiscard]] Answer ask(Moment now) override;

 private:
  struct Stamp {
    market::Instant as_of;
    std::int64_t sequence = 0;
    friend auto operator<=>(const Stamp&, const Stamp&) = default;
  };
  [[nodiscard]] Answer understood(std::string_view body, Moment now);

  Transport& transport_;
  std::string symbol_;
  ingest::ReadOptions options_;
  std::string url_;
  std::optional<Stamp> last_;
};

/// The name in the address: `_SPX` for the indices that Cboe lists options on, the ticker for everything else.
[[nodiscard]] std::string cboe_name(std::string_view symbol);

}  // namespace gammafield::feeds
