#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "desk/desk.h"
#include "gammafield/alert_host.h"
#include "gammafield/live_feeds.h"
#include "live/loop.h"
#include "server/publisher.h"

namespace gammafield::app {

/// The engine's side of the server: a loop of feeds, on a thread of its caller, that publishes what it finds.
class ServeEngine {
 public:
  using Publish = std::function<void(server::SharedUpdate, std::chrono::nanoseconds took)>;
  using Notice = std::function<void(const std::string&)>;

  /// `alerts`: none, or one that outlives it.
  ServeEngine(desk::Desk& desk, Publish publish, Notice notice, AlertHost* alerts)
      : desk_(desk), publisher_(desk), publish_(std::move(publish)), notice_(std::move(notice)), alerts_(alerts) {}

  /// Until `over`. Refuses what the loop does.
  [[nodiscard]] Outcome run(const store::Folder&, live::Assumptions, Feeds, const std::function<bool()>& over);

 private:
  void publish(server::SharedUpdate);
  void tell_sources(const live::Loop&);

  desk::Desk& desk_;
  server::Publisher publisher_;
  Publish publish_;
  Notice notice_;
  AlertHost* alerts_;
  std::chrono::steady_clock::time_point step_began_;
};

}  // namespace gammafield::app
