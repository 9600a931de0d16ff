#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "http/message.h"
#include "server/log_line.h"

namespace spdlog {
class logger;
namespace details {
class thread_pool;
}
}  // namespace spdlog

namespace gammafield::app {

/// A server's log on standard error. Nobody waits for it: where what reads it stands still, the oldest lines go, and
/// how many is said at the end. Any thread.
class ServeLog {
 public:
  ServeLog(server::LogForm, bool answers_too);
  ServeLog(const ServeLog&) = delete;
  ServeLog& operator=(const ServeLog&) = delete;
  ~ServeLog();

  void notice(const std::string& text);
  /// Nothing unless answers are told too.
  void answered(const http::Request&, int status, std::chrono::nanoseconds);

 private:
  server::LogForm form_;
  bool answers_too_;
  std::shared_ptr<spdlog::details::thread_pool> writer_;
  std::shared_ptr<spdlog::logger> lines_;
};

}  // namespace gammafield::app
