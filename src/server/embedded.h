#pragma once

#include <span>
#include <string_view>

namespace gammafield::server {

/// A file of the dashboard under its path there, or openapi.json, the same by gzip, and by brotli: empty where nobody
/// has made that. Written by cmake/Embed.cmake.
struct EmbeddedFile {
  std::string_view name, plain, gzip, brotli;
};
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace gammafield::server
