#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "desk/standing.h"
#include "http/message.h"

/// What a server's log says, one line each without its end. Whatever was asked is quoted so that it can neither end a
/// line nor begin one; queries and credentials are never told.
namespace gammafield::server {

enum class LogForm : std::uint8_t {
  text,  ///< for people: a notice as it is
  json,  ///< for machines: `{"time":...,"event":"notice","text":...}`
};
[[nodiscard]] std::optional<LogForm> parse_log_form(std::string_view);

[[nodiscard]] std::string notice_line(LogForm, desk::Moment, std::string_view text);
/// `event` is `answer`: client, method, path, status, milliseconds.
[[nodiscard]] std::string answer_line(LogForm, desk::Moment, const http::Request&, int status,
                                      std::chrono::nanoseconds took);

}  // namespace gammafield::server
