#include "gammafield/live.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <map>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "feeds/curl_transport.h"
#include "gammafield/alert_catch_up.h"
#include "gammafield/alert_host.h"
#include "gammafield/interruption.h"
#include "gammafield/live_feeds.h"
#include "gammafield/report_line.h"
#include "gammafield/retention.h"
#include "gammafield/rolling.h"
#include "live/loop.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using std::chrono::milliseconds;

constexpr milliseconds blink{100};  // a signal and a clock that jumps are noticed within it

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

}  // namespace

Outcome record_live(const LiveOptions& options, const store::Folder& folder, const ChainContext& context) {
  feeds::CurlTransport transport;
  const auto calendar = live_calendar(options, context);
  auto feeds = live_feeds(options, context, calendar, transport);
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
  const live::Listener listener{[&](const std::shared_ptr<const engine::Analysis>& analysis) {
                                  forgetting.recorded(analysis->report);
                                  if (*alerts) (*alerts)->take(analysis->report);
                                  return print(report_line(analysis->report));
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
    std::this_thread::sleep_for(std::clamp(loop.due() - clocks().wall, milliseconds{0}, blink));
  }
  auto refusal = loop.close();
  if (*alerts) (*alerts)->drain(drain_at_most);
  return refusal;
}

}  // namespace gammafield::app
