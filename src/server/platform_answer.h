#pragma once

#include <optional>

#include "server/resource.h"

namespace gammafield::server {

/// `/v1/levels/{symbol}?format=tv`: the text that a charting platform reads, with `to`, `to_price`, `by` and
/// `instrument` on another instrument's chart. None: `format` names no platform's form.
[[nodiscard]] std::optional<http::Response> platform_answer(const desk::Standing&, const http::Request&);

}  // namespace gammafield::server
