#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace gammafield::server {

/// RFC 1952; fast rather than small. The same bytes for the same text.
[[nodiscard]] std::string gzipped(std::string_view);

/// Whether Accept-Encoding names the coding, `gzip` or `br`, with a weight above 0 (RFC 9110, 12.5.3).
[[nodiscard]] bool takes(const http::Request&, std::string_view coding);

/// By gzip where the client takes it and the body is long enough to gain by it; else as it is.
[[nodiscard]] http::Response compressed(http::Response, const http::Request&);

}  // namespace gammafield::server
