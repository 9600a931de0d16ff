#include "gammafield/serve_log.h"

#include <fmt/format.h>
#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace gammafield::app {
namespace {

constexpr std::size_t waiting_at_most = 8'192;  // lines

desk::Moment now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

}  // namespace

ServeLog::ServeLog(server::LogForm form, bool answers_too)
    : form_(form),
      answers_too_(answers_too),
      writer_(std::make_shared<spdlog::details::thread_pool>(waiting_at_most, 1)),
      lines_(std::make_shared<spdlog::async_logger>("serve", std::make_shared<spdlog::sinks::stderr_sink_mt>(), writer_,
                                                    spdlog::async_overflow_policy::overrun_oldest)) {
  lines_->set_pattern("%v");
}

ServeLog::~ServeLog() {
  if (const auto lost = writer_->overrun_counter(); lost > 0)
    notice(fmt::format("{} lines of this log were left out: what reads it did not keep up", lost));
}

void ServeLog::notice(const std::string& text) {
  lines_->log(spdlog::level::info, spdlog::string_view_t{server::notice_line(form_, now(), text)});
}

void ServeLog::answered(const http::Request& request, int status, std::chrono::nanoseconds took) {
  if (answers_too_)
    lines_->log(spdlog::level::info, spdlog::string_view_t{server::answer_line(form_, now(), request, status, took)});
}

}  // namespace gammafield::app
