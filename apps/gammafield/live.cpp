#include "gammafield/live.h"

#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "exports/numerals.h"
#include "feeds/cboe.h"
#include "feeds/curl_transport.h"
#include "feeds/folder_feed.h"
#include "feeds/poller.h"
#include "gammafield/us_vendors.h"
#include "store/recorder.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using std::chrono::milliseconds;

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int) { interrupted = 1; }

feeds::Moment moment_now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

market::Instant instant_now() { return std::chrono::floor<std::chrono::seconds>(moment_now()); }

/// Wakes for a signal within a blink.
void sleep_until(feeds::Moment when) {
  constexpr milliseconds blink{100};
  for (auto left = when - moment_now(); left > milliseconds{0} && interrupted == 0; left = when - moment_now())
    std::this_thread::sleep_for(std::min<milliseconds>(left, blink));
}

base::Result<std::vector<std::unique_ptr<feeds::Feed>>, Refusal> feeds_of(const LiveOptions& options,
                                                                          const ChainContext& context,
                                                                          feeds::Transport& transport) {
  std::vector<std::unique_ptr<feeds::Feed>> feeds;
  constexpr std::string_view folder = "folder:";
  if (options.from.starts_with(folder)) {
    feeds.push_back(std::make_unique<feeds::FolderFeed>(options.from.substr(folder.size()), context.read));
    return feeds;
  }
  if (is_us_vendor(options.from)) return us_vendor_feeds(options, context, transport);
  if (options.from != "cboe")
    return base::failure(Refusal{
        RefusalKind::usage, fmt::format("--from {}: cboe, tradier, massive, thetadata, or folder:PATH", options.from)});
  if (options.symbols.empty()) return base::failure(Refusal{RefusalKind::usage, "--symbols: say which, as SPX,SPY"});
  fmt::print(stderr, "cboe: quotes 15 minutes old; whether their terms allow your use is yours to decide\n");
  const std::string address = options.address.empty() ? feeds::CboeFeed::address : options.address;
  for (const std::string& symbol : options.symbols)
    feeds.push_back(std::make_unique<feeds::CboeFeed>(transport, symbol, context.read, address));
  return feeds;
}

/// One symbol while its feed is followed. What is not on disk has not happened: the memory goes on with the records.
class Following {
 public:
  static base::Result<Following, Refusal> start(const std::string& symbol, const store::Folder& folder,
                                                const ChainContext& context) {
    auto memory = store::memory_after(folder, symbol, context.settings, context.evidence, context.read.calendar);
    if (!memory) return base::failure(std::move(memory.error()));
    return Following{folder, context, symbol, std::move(*memory)};
  }

  /// The line to print; empty where the snapshot is not later than the last one.
  base::Result<std::string, Refusal> take(std::shared_ptr<const ingest::LoadedChain> loaded) {
    const auto as_of = loaded->chain.as_of;
    if (follower_.memory() && as_of <= follower_.memory()->latest.as_of) return std::string{};
    auto analysis = follower_.analyse(loaded);
    if (!analysis) return base::failure(std::move(analysis.error()));
    const std::vector<session::PriceSample> prices{{analysis->report.as_of, analysis->report.spot}};
    engine::Follower further = follower_;
    const auto report = further.take(std::move(*analysis), prices);
    if (!report) return base::failure(report.error());
    const auto kept = recorder_.record(
        {{"live", std::move(loaded)}, prices, follower_.memory(), *report, follower_.settings(), 1, 1});
    if (!kept) return base::failure(to_refusal(kept.error()));
    follower_ = std::move(further);
    return line(*report);
  }
  [[nodiscard]] Outcome close() {
    const auto closed = recorder_.close();
    if (closed) return std::nullopt;
    return to_refusal(closed.error());
  }

 private:
  Following(const store::Folder& folder, const ChainContext& context, const std::string& symbol,
            std::optional<session::Memory> memory)
      : recorder_(folder, instant_now),
        follower_(settings_for(context.settings, symbol), context.evidence, std::move(memory)) {}

  /// Levels as they stand, and what happened since the snapshot before.
  static std::string line(const engine::Report& report) {
    const auto wall = [](const auto& standing) {
      return standing ? fmt::format("{:g} {}", standing->at.strike.value(), to_string(standing->state))
                      : std::string{"none"};
    };
    const auto& session = *report.over_time;
    std::string text = fmt::format(
        "{} {} {:g}  call wall {}  put wall {}  flip {}  net {}\n", report.symbol, market::to_string(report.as_of),
        report.spot.value(), wall(session.call_wall), wall(session.put_wall),
        report.levels.flip ? fmt::format("{:.2f}", report.levels.flip->price.value()) : "none",
        exports::signed_money(report.levels.totals.net_gex.value()));
    for (const auto& event : session.events) text += "  " + event.text + "\n";
    return market::in_money_of(report.calendar->rules(), std::move(text));
  }

  store::Recorder recorder_;
  engine::Follower follower_;
};

/// Asks, tells and keeps.
class Loop {
 public:
  Loop(const store::Folder& folder, const ChainContext& context, std::vector<std::unique_ptr<feeds::Feed>> feeds)
      : folder_(folder),
        context_(context),
        poller_(std::move(feeds), {}, *context.read.calendar, moment_now(),
                static_cast<std::uint64_t>(moment_now().time_since_epoch().count())),
        was_stale_(poller_.size()) {}

  Outcome run(std::optional<std::size_t> stop_after) {
    while (interrupted == 0 && (!stop_after || told_ < *stop_after)) {
      sleep_until(poller_.due());
      const auto told = poller_.ask(moment_now());
      if (!told) continue;
      complain(*told);
      const auto* chain = std::get_if<feeds::NewChain>(&told->answer);
      if (chain == nullptr) continue;
      if (auto failed = keep(*chain)) return failed;
    }
    Outcome failed;
    for (auto& [symbol, each] : followed_)
      if (auto one = each.close()) failed = std::move(one);
    return failed;
  }

 private:
  void complain(const feeds::Poller::Told& told) {
    const std::string name = poller_.feed(told.feed).name();
    if (const auto* trouble = std::get_if<feeds::Trouble>(&told.answer))
      fmt::print(stderr, "{}: {}: {}\n", name, to_string(trouble->kind), trouble->detail);
    const bool stale = poller_.state(told.feed, moment_now()).stale;
    if (stale == was_stale_[told.feed]) return;
    was_stale_[told.feed] = stale;
    fmt::print(stderr, "{}: {}\n", name, stale ? "stale: nothing new while the market trades" : "fresh again");
  }

  /// A disk that is full and the like may mend; what cannot be printed will not.
  Outcome keep(const feeds::NewChain& chain) {
    const std::string& symbol = chain.loaded->chain.symbol;
    auto found = followed_.find(symbol);
    if (found == followed_.end()) {
      auto started = Following::start(symbol, folder_, context_);
      if (!started) return started.error();
      found = followed_.emplace(symbol, std::move(*started)).first;
    }
    const auto line = found->second.take(chain.loaded);
    if (!line)
      fmt::print(stderr, "{} {}: not recorded: {}\n", symbol, market::to_string(chain.loaded->chain.as_of),
                 line.error().message);
    if (!line || line->empty()) return std::nullopt;
    ++told_;
    return print(*line);
  }

  const store::Folder& folder_;
  const ChainContext& context_;
  feeds::Poller poller_;
  std::vector<bool> was_stale_;
  std::map<std::string, Following> followed_;
  std::size_t told_ = 0;
};

}  // namespace

Outcome record_live(const LiveOptions& options, const store::Folder& folder, const ChainContext& context) {
  feeds::CurlTransport transport;
  auto feeds = feeds_of(options, context, transport);
  if (feeds) feeds = with_open_interest(std::move(*feeds), options, context, transport);
  if (!feeds) return feeds.error();
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  return Loop{folder, context, std::move(*feeds)}.run(options.stop_after);
}

}  // namespace gammafield::app
