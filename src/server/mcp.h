#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/resource.h"

/// The Model Context Protocol (revision 2025-06-18): tools that read, for assistants. Stateless: each message is
/// answered by itself, over standard input or by HTTP.
namespace gammafield::server {

/// The answer to one JSON-RPC message; none to a notification. What is no message is answered with a JSON-RPC error.
/// No answer is longer than 64 KiB: a longer one is refused with what to ask for instead. Text of feeds stands in it as
/// quoted data alone.
[[nodiscard]] std::optional<std::string> mcp_answer(const House&, std::string_view message, desk::Moment now);

/// The same over HTTP: 202 without a body to a notification.
[[nodiscard]] http::Response mcp_response(const House&, const http::Request&, desk::Moment now);

}  // namespace gammafield::server
