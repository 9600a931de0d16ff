#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace gammafield::http {

/// What one request may be; a longer one is refused and its connection closed.
struct Limits {
  static constexpr std::size_t head = 8 * 1024;  ///< bytes, with the request line
  static constexpr std::size_t headers = 100;
  static constexpr std::size_t target = 4 * 1024;    ///< bytes
  static constexpr std::size_t body = 1024 * 1024;   ///< bytes
  static constexpr std::size_t message = 64 * 1024;  ///< bytes of a WebSocket's message from a client
};

/// The status a request's head is refused with, none when it may be parsed. `head`: all bytes up to and including the
/// empty line. Stricter than RFC 9112 where proxies and servers have been found to differ, so that nothing can be read
/// in two ways: HTTP/1.1 alone; lines end in CRLF alone; no folded lines; no blank around a name; one Host; a length
/// of digits alone, never in chunks, and none twice; no control characters.
/// 400 malformed, 411 in chunks, 414 target too long, 431 too many headers or bytes, 501 another transfer coding, 505
/// another version.
[[nodiscard]] std::optional<int> refused_head(std::string_view head);

}  // namespace gammafield::http
