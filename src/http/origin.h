#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Which names the server answers to, and whose pages may ask it: against DNS rebinding and foreign pages.
namespace gammafield::http {

struct Names {
  std::vector<std::string> hosts;    ///< lower case, `host` or `host:port`; one without a port allows the listening one
  std::vector<std::string> origins;  ///< lower case, `https://levels.example.org`
  int port = 0;                      ///< that is listened on
};

/// A Host header as it must be written: `name`, `name:port`, `[::1]:port`; lower case, the port of `http` (80) left
/// out. None: it is no such thing.
[[nodiscard]] std::optional<std::string> normal_host(std::string_view);

[[nodiscard]] bool is_our_host(const Names&, std::string_view host);
/// The origin of a page of this server under one of its own names, or one that is allowed by name.
[[nodiscard]] bool is_our_origin(const Names&, std::string_view origin);

/// 127.0.0.0/8 or ::1, as an address is written.
[[nodiscard]] bool is_loopback(std::string_view address);

}  // namespace gammafield::http
