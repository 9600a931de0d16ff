#include "gammafield/live.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <map>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "feeds/beast_socket.h"
#include "feeds/cboe.h"
#include "feeds/curl_transport.h"
#include "feeds/deribit_line.h"
#include "feeds/folder_feed.h"
#include "feeds/paced_feed.h"
#include "gammafield/alert_catch_up.h"
#include "gammafield/alert_host.h"
#include "gammafield/interruption.h"
#include "gammafield/price_sources.h"
#include "gammafield/report_line.h"
#include "gammafield/retention.h"
#include "gammafield/rolling.h"
#include "gammafield/us_vendors.h"
#include "live/loop.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using std::chrono::milliseconds;

feeds::Moment moment_now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

live::Clocks clocks() {
  return {moment_now(), std::chrono::floor<milliseconds>(std::chrono::steady_clock::now().time_since_epoch())};
}

constexpr milliseconds blink{100};  // a signal and a clock that jumps are noticed within it

using Feeds = std::vector<std::unique_ptr<feeds::Feed>>;

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

/// Prices first, so that the first chain has one.
base::Result<Feeds, Refusal> all_feeds(const LiveOptions& options, const ChainContext& context,
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

/// With each session that begins, those go that are too old. What does not go is told, and recording goes on.
class Forgetting {
 public:
  Forgetting(const store::Folder& folder, archive::Retention retention)
      : folder_(folder), retention_(std::move(retention)) {}
  void recorded(const engine::Report& report) {
    market::Date& latest = latest_[report.symbol];
    if (latest == report.session) return;
    latest = report.session;
    if (const auto refusal = forget_sessions(folder_, report.symbol, retention_))
      fmt::print(stderr, "{}: {}\n", report.symbol, refusal->message);
  }

 private:
  const store::Folder& folder_;
  archive::Retention retention_;
  std::map<std::string, market::Date> latest_;
};

constexpr std::chrono::seconds drain_at_most{20};

/// None where no file is given.
base::Result<std::unique_ptr<AlertHost>, Refusal> alert_host_of(const LiveOptions& options,
                                                                const store::SharedCalendar& calendar) {
  if (options.alerts.empty()) return nullptr;
  auto file = read_alerts_file(options.alerts);
  if (!file) return base::failure(std::move(file.error()));
  return AlertHost::start(std::move(*file), options.outbox, calendar);
}

}  // namespace

Outcome record_live(const LiveOptions& options, const store::Folder& folder, const ChainContext& context) {
  feeds::CurlTransport transport;
  const bool coins = options.from == "deribit";
  const auto calendar = market::Calendar::for_exchange(
      context.read.calendar, coins ? market::Exchange::deribit : context.read.calendar->exchange());
  auto feeds = all_feeds(options, context, calendar, transport);
  if (!feeds) return feeds.error();
  notice_interruption();
  std::signal(SIGPIPE, SIG_IGN);  // a vendor that goes away is an answer like others
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a fault like a full disk
  auto alerts = alert_host_of(options, calendar);
  if (!alerts) return alerts.error();
  if (*alerts) {
    if (auto refusal = catch_up(**alerts, folder, context, calendar)) return refusal;
  }
  Forgetting forgetting{folder, retention_of(options.keep_days, options.archive)};
  const live::Listener listener{[&](const engine::Report& report) {
                                  forgetting.recorded(report);
                                  if (*alerts) (*alerts)->take(report);
                                  return print(report_line(report));
                                },
                                [](const std::string& text) { fmt::print(stderr, "{}\n", text); },
                                [&](const std::string& feed, const feeds::FeedState& state) {
                                  if (*alerts) (*alerts)->freshness(feed, state);
                                }};
  const live::Clocks start = clocks();
  live::Loop loop{folder,
                  {context.settings, context.evidence, calendar},
                  std::move(*feeds),
                  listener,
                  start,
                  static_cast<std::uint64_t>(start.wall.time_since_epoch().count())};
  std::optional<Rolling> rolling;
  if (!options.archive.empty()) rolling.emplace(roller_of(folder, options.archive, options.duckdb, calendar));
  while (!interrupted() && loop.recorded() < options.stop_after.value_or(SIZE_MAX)) {
    if (auto refusal = loop.step(clocks())) return refusal;
    if (*alerts) (*alerts)->tick();
    std::this_thread::sleep_for(std::clamp(loop.due() - moment_now(), milliseconds{0}, blink));
  }
  auto refusal = loop.close();
  if (*alerts) (*alerts)->drain(drain_at_most);
  return refusal;
}

}  // namespace gammafield::app
