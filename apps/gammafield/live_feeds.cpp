#include "gammafield/live_feeds.h"

#include <chrono>
#include <cstdint>

#include <fmt/format.h>

#include "feeds/beast_socket.h"
#include "feeds/cboe.h"
#include "feeds/deribit_line.h"
#include "feeds/folder_feed.h"
#include "feeds/paced_feed.h"
#include "gammafield/price_sources.h"
#include "gammafield/us_vendors.h"

namespace gammafield::app {

using base::Refusal;
using base::RefusalKind;
using std::chrono::milliseconds;

namespace {

feeds::Moment moment_now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

/// All roots on one line.
Feeds deribit_feeds(const LiveOptions& options, const ChainContext& context) {
  const feeds::SocketAddress address{.url = options.vendor.address.empty() ? feeds::DeribitLine::address
                                                                           : options.vendor.address};
  const auto seed = static_cast<std::uint64_t>(moment_now().time_since_epoch().count());
  const auto line = std::make_shared<feeds::DeribitLine>(
      feeds::DeribitSettings{.roots = options.symbols}, address, [] { return std::make_unique<feeds::BeastSocket>(); },
      seed);
  Feeds feeds;
  for (const std::string& root : options.symbols)
    feeds.push_back(std::make_unique<feeds::DeribitFeed>(line, root, context.read));
  return feeds;
}

/// The way to `--from`'s vendor, where it is one that needs a way.
base::Result<std::optional<feeds::Access>, Refusal> access_of(const LiveOptions& options) {
  if (!is_us_vendor(options.from)) return std::nullopt;
  auto access = vendor_access(options.from, options.vendor);
  if (!access) return base::failure(std::move(access.error()));
  return std::move(*access);
}

base::Result<Feeds, Refusal> feeds_of(const LiveOptions& options, const std::optional<feeds::Access>& access,
                                      const ChainContext& context, feeds::Transport& transport) {
  Feeds feeds;
  constexpr std::string_view folder = "folder:";
  if (options.from.starts_with(folder)) {
    feeds.push_back(std::make_unique<feeds::FolderFeed>(options.from.substr(folder.size()), context.read));
    return feeds;
  }
  if (access) return us_vendor_feeds(options, *access, context, transport);
  if (options.from != "cboe" && options.from != "deribit")
    return base::failure(
        Refusal{RefusalKind::usage,
                fmt::format("--from {}: cboe, deribit, tradier, massive, thetadata, or folder:PATH", options.from)});
  if (options.symbols.empty())
    return base::failure(Refusal{RefusalKind::usage, "--symbols: say which, as SPX,SPY or BTC,SOL_USDC"});
  if (options.from == "deribit") return deribit_feeds(options, context);
  fmt::print(stderr, "cboe: quotes 15 minutes old; whether their terms allow your use is yours to decide\n");
  const std::string address = options.vendor.address.empty() ? feeds::CboeFeed::address : options.vendor.address;
  for (const std::string& symbol : options.symbols)
    feeds.push_back(std::make_unique<feeds::CboeFeed>(transport, symbol, context.read, address));
  return feeds;
}

void add_spot_options(CLI::App& command, LiveOptions& live) {
  command.add_option(
      "--spot-from", live.spot_from,
      "The underlying's price from another source, which walls are watched through: tradier, massive, or\n"
      "bars:PATH (CSV that another program appends to; {symbol} stands for each of --symbols)");
  command.add_option("--spot-address", live.spot_vendor.address, "Another server of that shape");
  command.add_option("--spot-key-file", live.spot_vendor.key_file, "The key there, where it is not that of --from");
  command.add_option("--spot-delay-minutes", live.spot_vendor.delay_minutes, "How far it is behind the market")
      ->check(CLI::Range(0, 60));
}

}  // namespace

live::Clocks clocks() {
  return {moment_now(), std::chrono::floor<milliseconds>(std::chrono::steady_clock::now().time_since_epoch())};
}

store::SharedCalendar live_calendar(const LiveOptions& options, const ChainContext& context) {
  const bool coins = options.from == "deribit";
  return market::Calendar::for_exchange(context.read.calendar,
                                        coins ? market::Exchange::deribit : context.read.calendar->exchange());
}

/// Prices first, so that the first chain has one.
base::Result<Feeds, Refusal> live_feeds(const LiveOptions& options, const ChainContext& context,
                                        const store::SharedCalendar& calendar, feeds::Transport& transport) {
  const auto access = access_of(options);
  if (!access) return base::failure(access.error());
  auto chains = feeds_of(options, *access, context, transport);
  if (chains) chains = with_open_interest(std::move(*chains), options, context, transport);
  if (!chains) return chains;
  auto feeds = price_feeds(options, *access, calendar, transport);
  if (!feeds) return feeds;
  for (auto& chain : *chains) {
    if (options.every)
      chain = std::make_unique<feeds::PacedFeed>(std::move(chain), *options.every * milliseconds{1'000});
    feeds->push_back(std::move(chain));
  }
  return feeds;
}

base::Result<std::unique_ptr<AlertHost>, Refusal> alert_host_of(const LiveOptions& options,
                                                                const store::SharedCalendar& calendar) {
  if (options.alerts.empty()) return nullptr;
  auto file = read_alerts_file(options.alerts);
  if (!file) return base::failure(std::move(file.error()));
  return AlertHost::start(std::move(*file), options.outbox, calendar);
}

void add_alert_options(CLI::App& command, LiveOptions& live) {
  command.add_option(
      "--alerts", live.alerts,
      "Also: rules over each snapshot, delivered to their sinks (TOML; `gammafield alerts check` reads it)");
  command.add_option("--alerts-outbox", live.outbox,
                     "Where alerts wait until they are delivered (default: alerts.outbox in the folder)");
}

void add_feed_options(CLI::App& command, LiveOptions& live) {
  command
      .add_option("--symbols", live.symbols,
                  "Of a vendor's feed, and of --spot-from: SPX,SPY; BTC,ETH; of a made-up day: SPX,NDX,RUT")
      ->delimiter(',');
  command.add_option("--address", live.vendor.address, "Another server of the vendor's shape");
  command.add_option("--key-file", live.vendor.key_file,
                     "The vendor's key (default: TRADIER_TOKEN, MASSIVE_API_KEY of the environment)");
  command.add_option("--oi-from", live.open_interest_from, "occ: open interest as the clearing house counts it");
  command.add_option("--oi-address", live.open_interest_address, "Another server of that shape");
  command.add_option("--requests-per-minute", live.vendor.requests_per_minute, "What your plan allows")
      ->check(CLI::Range(1, 6'000));
  command.add_option("--delay-minutes", live.vendor.delay_minutes, "How far your plan is behind the market")
      ->check(CLI::Range(0, 60));
  add_spot_options(command, live);
  command.add_option("--every", live.every, "Seconds between requests to that server")->check(CLI::Range(1, 3600));
}

}  // namespace gammafield::app
