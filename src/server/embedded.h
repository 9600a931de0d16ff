#pragma once

#include <span>
#include <string_view>

namespace gammafield::server {

/// A file of the dashboard under its path there, or openapi.json, and the same by gzip. Written by cmake/Embed.cmake.
struct EmbeddedFile {
  std::string_view name, plain, gzip;
};
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace gammafield::server
