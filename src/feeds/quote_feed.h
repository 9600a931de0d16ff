#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "feeds/access.h"
#include "feeds/feed.h"
#include "ingest/price_point.h"

namespace gammafield::feeds {

/// Where a vendor tells what an underlying trades at, and how its answer is read.
struct QuoteSource {
  std::string vendor, symbol, url;
  std::function<base::Result<std::optional<ingest::PricePoint>, base::Refusal>(std::string_view)> read;
};

/// Tradier's `markets/quotes`.
[[nodiscard]] QuoteSource tradier_quotes(const std::string& symbol, const std::string& base);
/// Massive's option chain snapshot, of which one contract is asked for: it names the underlying's price.
[[nodiscard]] QuoteSource massive_underlying(const std::string& symbol, const std::string& base);

/// The price of one underlying, one request an ask, by the time the vendor gives it. New is a price later than the one
/// before. Its way is shared with the vendor's chains, so that both together keep the vendor's pace.
class QuoteFeed final : public Feed {
 public:
  static constexpr std::chrono::milliseconds period{15'000};  ///< four in a minute that walls are watched by

  /// The transport must outlive it.
  QuoteFeed(Transport& transport, QuoteSource source, Access access)
      : transport_(transport), source_(std::move(source)), access_(std::move(access)) {}

  [[nodiscard]] std::string name() const override { return source_.vendor + " price of " + source_.symbol; }
  [[nodiscard]] PollRule rule() const override;
  [[nodiscard]] std::optional<std::chrono::milliseconds> delay() const override { return access_.delay; }
  [[nodiscard]] Answer ask(Moment now) override;

 private:
  [[nodiscard]] Answer understood(std::string_view body, Moment now);

  Transport& transport_;
  QuoteSource source_;
  Access access_;
  std::optional<market::Instant> last_;
};

}  // namespace gammafield::feeds
