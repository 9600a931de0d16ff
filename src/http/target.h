#pragma once

#include <optional>
#include <string_view>

#include "http/message.h"

namespace gammafield::http {

struct Target {
  std::vector<std::string> path;
  std::vector<Header> query;
};

/// A request's target in origin form (RFC 9112, 3.2.1), decoded once. Refuses (none) everything else, and what no
/// address of ours holds: a segment `.` or `..`, a separator, backslash or control character behind an escape, an
/// escape that is none, bytes that are not UTF-8. An empty segment at the end (`/v1/`) is one.
[[nodiscard]] std::optional<Target> read_target(std::string_view);

/// Decoded as a query's value is (`+` is a blank). None: as read_target refuses it, but separators are allowed.
[[nodiscard]] std::optional<std::string> decoded_value(std::string_view);

}  // namespace gammafield::http
