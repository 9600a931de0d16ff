#include "gammafield/price_sources.h"

#include <string_view>

#include <fmt/format.h>

#include "feeds/bars_feed.h"
#include "feeds/paced_feed.h"
#include "feeds/quote_feed.h"
#include "gammafield/us_vendors.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using std::chrono::milliseconds;
using Feeds = std::vector<std::unique_ptr<feeds::Feed>>;
using Calendar = std::shared_ptr<const market::Calendar>;

constexpr std::string_view bars = "bars:", symbol_mark = "{symbol}";

std::string path_for(std::string path, const std::string& symbol) {
  if (const auto at = path.find(symbol_mark); at != std::string::npos) path.replace(at, symbol_mark.size(), symbol);
  return path;
}

Feeds of_bars(const LiveOptions& options, const Calendar& calendar) {
  const std::string path = options.spot_from.substr(bars.size());
  const std::chrono::minutes delay{options.spot_vendor.delay_minutes.value_or(0)};
  Feeds feeds;
  for (const std::string& symbol : options.symbols)
    feeds.push_back(std::make_unique<feeds::BarsFeed>(symbol, path_for(path, symbol), calendar, delay));
  return feeds;
}

/// The same vendor without another address or key is the chains' own way.
bool is_chains_own(const LiveOptions& options) {
  return options.from == options.spot_from && options.spot_vendor.address.empty() &&
         options.spot_vendor.key_file.empty();
}

base::Result<Feeds, Refusal> of_vendor(const LiveOptions& options, const std::optional<feeds::Access>& chains,
                                       feeds::Transport& transport) {
  const bool shared = chains && is_chains_own(options);
  auto access =
      shared ? base::Result<feeds::Access, Refusal>{*chains} : vendor_access(options.spot_from, options.spot_vendor);
  if (!access) return base::failure(std::move(access.error()));
  access->period = feeds::QuoteFeed::period;
  const bool paced =
      options.every && !shared && !options.spot_vendor.address.empty();  // shared, chains would wait for it
  const auto source = options.spot_from == "tradier" ? feeds::tradier_quotes : feeds::massive_underlying;
  Feeds feeds;
  for (const std::string& symbol : options.symbols) {
    feeds.push_back(std::make_unique<feeds::QuoteFeed>(transport, source(symbol, access->base), *access));
    if (paced)
      feeds.back() = std::make_unique<feeds::PacedFeed>(std::move(feeds.back()), *options.every * milliseconds{1'000});
  }
  return feeds;
}

bool is_file(const LiveOptions& options) { return options.spot_from.starts_with(bars); }

}  // namespace

Outcome wrong_prices(const LiveOptions& options) {
  const auto usage = [](std::string message) { return Refusal{RefusalKind::usage, std::move(message)}; };
  if (options.spot_from.empty()) return std::nullopt;
  if (!is_file(options) && options.spot_from != "tradier" && options.spot_from != "massive")
    return usage(fmt::format("--spot-from {}: tradier, massive, or bars:PATH", options.spot_from));
  if (options.symbols.empty()) return usage("--spot-from: say of which with --symbols, as SPX,SPY");
  if (options.spot_from == bars) return usage("--spot-from bars: say the file, as bars:spx.csv");
  if (is_file(options) && options.symbols.size() > 1 && options.spot_from.find(symbol_mark) == std::string::npos)
    return usage("--spot-from bars: a file is of one symbol; write bars:prices/{symbol}.csv for several");
  return std::nullopt;
}

base::Result<Feeds, Refusal> price_feeds(const LiveOptions& options, const std::optional<feeds::Access>& chains,
                                         const Calendar& calendar, feeds::Transport& transport) {
  if (options.spot_from.empty()) return Feeds{};
  if (is_file(options)) return of_bars(options, calendar);
  return of_vendor(options, chains, transport);
}

}  // namespace gammafield::app
