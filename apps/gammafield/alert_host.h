#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "alerts/config.h"
#include "alerts/secret.h"
#include "alerts/service.h"
#include "feeds/poller.h"
#include "gammafield/brief_pages.h"

namespace gammafield::app {

/// A file of rules and sinks, with the secrets that it names.
struct AlertsFile {
  alerts::Config config;
  alerts::Secrets secrets;
};
[[nodiscard]] base::Result<AlertsFile, base::Refusal> read_alerts_file(const std::string& path);

/// By libcurl, and to files.
[[nodiscard]] std::unique_ptr<alerts::Carrier> network_carrier();

/// Rules, outbox and delivery beside something else that goes on: nothing here ends it. What cannot be kept (a full
/// disk) waits, is told once, and is tried again. Delivers on a thread of its own until it is destroyed.
class AlertHost {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<AlertHost>, base::Refusal> start(
      AlertsFile, const std::string& outbox, std::shared_ptr<const market::Calendar>);
  AlertHost(const AlertHost&) = delete;
  AlertHost& operator=(const AlertHost&) = delete;
  ~AlertHost() = default;

  void take(const engine::Report&);
  /// The time of the symbol's last Report that the rules have looked at.
  [[nodiscard]] std::optional<market::Instant> latest(std::string_view symbol) const {
    return service_->latest(symbol);
  }
  [[nodiscard]] alerts::Service& service() { return *service_; }
  void freshness(const std::string& feed, const feeds::FeedState&);
  /// As often as one likes.
  void tick();
  /// Lets what is due go, at most so long; what stays is delivered by the next process, and told.
  void drain(std::chrono::seconds most);

 private:
  static constexpr std::size_t most_waiting = 100;
  AlertHost() = default;
  void keep_waiting_ones();
  void tell_trouble(const std::optional<base::Refusal>&);

  BriefPages pages_;
  std::unique_ptr<alerts::Service> service_;
  std::deque<engine::Report> waiting_;  ///< not kept yet
  bool failing_ = false;
  std::chrono::steady_clock::time_point next_tick_;
  std::jthread courier_;
};

}  // namespace gammafield::app
