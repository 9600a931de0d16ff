#include "gammafield/alert_host.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "alerts/wire_carrier.h"
#include "feeds/curl_mailer.h"
#include "feeds/curl_transport.h"
#include "ingest/read_chain.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr seconds tick_every{20};
constexpr milliseconds blink{100};  // what is kept, and the end, are noticed within it

feeds::Moment moment_now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

base::Result<std::string, Refusal> secret_text(const alerts::SecretSource& source) {
  if (!source.file.empty()) return ingest::read_bytes(source.file);
  if (const char* text = std::getenv(source.env.c_str())) return std::string{text};
  return base::failure(Refusal{RefusalKind::usage, "there is no such variable"});
}

/// The network of one service.
class Network final : public alerts::Carrier {
 public:
  Came carry(const alerts::Outgoing& what) override { return wire_.carry(what); }

 private:
  feeds::CurlTransport transport_;
  feeds::CurlMailer mailer_;
  alerts::WireCarrier wire_{transport_, mailer_};
};

/// `cboe SPX` tells of SPX; a folder of whatever is in it.
std::string symbol_of(const std::string& feed) {
  const auto blank = feed.rfind(' ');
  return feed.starts_with("folder ") || blank == std::string::npos ? std::string{} : feed.substr(blank + 1);
}

void deliver_until(const std::stop_token& stop, alerts::Service& service) {
  while (!stop.stop_requested()) {
    if (service.deliver(moment_now())) continue;
    const auto due = service.due();
    service.wait_for_more(due ? std::clamp(*due - moment_now(), milliseconds{1}, blink) : blink);
  }
}

}  // namespace

std::unique_ptr<alerts::Carrier> network_carrier() { return std::make_unique<Network>(); }

base::Result<AlertsFile, Refusal> read_alerts_file(const std::string& path) {
  const auto text = ingest::read_bytes(path);
  if (!text) return base::failure(text.error());
  auto config = alerts::read_config(*text, path);
  if (!config) return base::failure(std::move(config.error()));
  auto secrets = alerts::secrets_of(*config, secret_text);
  if (!secrets) return base::failure(std::move(secrets.error()));
  return AlertsFile{std::move(*config), std::move(*secrets)};
}

base::Result<std::unique_ptr<AlertHost>, Refusal> AlertHost::start(AlertsFile file, const std::string& outbox,
                                                                   std::shared_ptr<const market::Calendar> calendar) {
  alerts::ServiceParts parts{std::move(file.config), std::move(file.secrets), outbox, network_carrier(),
                             [](const std::string& line) { fmt::print(stderr, "{}\n", line); }};
  parts.calendar = std::move(calendar);
  parts.seed = static_cast<std::uint64_t>(moment_now().time_since_epoch().count());
  std::unique_ptr<AlertHost> host{new AlertHost};
  parts.pages = [pages = &host->pages_](alerts::AlertKind kind, std::string_view symbol, market::Date session) {
    return pages->page(kind, symbol, session);
  };
  auto service = alerts::Service::start(std::move(parts));
  if (!service) return base::failure(std::move(service.error()));
  host->service_ = std::move(*service);
  host->courier_ =
      std::jthread{[told = host->service_.get()](const std::stop_token& stop) { deliver_until(stop, *told); }};
  return host;
}

void AlertHost::tell_trouble(const std::optional<Refusal>& refusal) {
  if (std::exchange(failing_, refusal.has_value()) == refusal.has_value()) return;
  fmt::print(stderr, "alerts: {}\n", refusal ? "not kept yet: " + refusal->message : "kept again");
}

void AlertHost::keep_waiting_ones() {
  while (!waiting_.empty()) {
    const auto refusal = service_->take(waiting_.front(), moment_now());
    tell_trouble(refusal);
    if (refusal) return;
    waiting_.pop_front();
  }
}

void AlertHost::take(const engine::Report& report) {
  pages_.take(report);
  if (waiting_.size() == most_waiting) {
    fmt::print(stderr, "alerts: {} {}: not looked at: {} Reports wait for the disk\n", waiting_.front().symbol,
               market::to_string(waiting_.front().as_of), most_waiting);
    waiting_.pop_front();
  }
  waiting_.push_back(report);
  keep_waiting_ones();
}

void AlertHost::freshness(const std::string& feed, const feeds::FeedState& state) {
  const auto second = [](feeds::Moment at) { return std::chrono::floor<seconds>(at); };
  const auto now = moment_now();
  tell_trouble(service_->take({feed, symbol_of(feed), state.stale, second(now),
                               state.changed ? std::optional{second(*state.changed)} : std::nullopt},
                              now));
}

void AlertHost::tick() {
  const auto now = steady_clock::now();
  if (now < next_tick_) return;
  next_tick_ = now + tick_every;
  keep_waiting_ones();
  if (waiting_.empty()) tell_trouble(service_->tick(moment_now()));
}

void AlertHost::drain(seconds most) {
  keep_waiting_ones();
  const auto end = steady_clock::now() + most;
  const auto goes_now = [this] {
    const auto due = service_->due();
    return due && *due <= moment_now() + seconds{5};
  };
  while (goes_now() && steady_clock::now() < end) std::this_thread::sleep_for(milliseconds{20});
  courier_.request_stop();
  courier_.join();
  if (const auto left = service_->counts().waiting; left > 0)
    fmt::print(stderr, "alerts: {} are not delivered yet; they wait in the outbox for the next process\n", left);
}

}  // namespace gammafield::app
