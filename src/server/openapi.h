#pragma once

#include <string_view>

namespace gammafield::server {

/// docs/openapi.json, OpenAPI 3.1. Tests hold it against Front::routes().
[[nodiscard]] std::string_view openapi_document();

}  // namespace gammafield::server
