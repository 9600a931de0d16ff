#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "desk/desk.h"
#include "http/server.h"
#include "server/hub.h"
#include "server/update.h"

namespace gammafield::server {

/// What Prometheus scrapes. Base units; labels are symbols, levels, feeds, states and status classes alone, never
/// strikes, addresses or paths. Any thread.
class Metrics {
 public:
  Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics();

  void answered(int status, std::chrono::nanoseconds);
  /// A standing, and how long it took to be made.
  void published(const engine::Report&, std::chrono::nanoseconds);
  /// Text format 0.0.4, with how things are now.
  [[nodiscard]] std::string text(const desk::Desk&, const http::Server::Counts&, const Hub::Counts&,
                                 std::size_t work_waiting, desk::Moment now);

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace gammafield::server
