#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace gammafield::server {

/// A strong tag: other bytes, another tag.
[[nodiscard]] std::string etag_of(std::string_view body);
/// Whether the client says that it has this one (RFC 9110, 13.1.2).
[[nodiscard]] bool is_known(std::string_view etag, const http::Request&);

}  // namespace gammafield::server
