#include "server/files.h"

#include <utility>

#include "server/etag.h"
#include "server/gzip.h"

namespace gammafield::server {
namespace {

std::string_view type_of(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {{".html", "text/html; charset=utf-8"},
                                                                     {".js", "text/javascript; charset=utf-8"},
                                                                     {".css", "text/css; charset=utf-8"},
                                                                     {".svg", "image/svg+xml"},
                                                                     {".png", "image/png"},
                                                                     {".ico", "image/x-icon"},
                                                                     {".txt", "text/plain; charset=utf-8"},
                                                                     {".woff2", "font/woff2"},
                                                                     {".json", "application/json"},
                                                                     {".webmanifest", "application/manifest+json"}};
  for (const auto& [ending, type] : types)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

std::string_view cache_control_of(std::string_view name) {
  constexpr std::string_view hashed = "assets/";
  return name.starts_with(hashed) ? "public, max-age=31536000, immutable" : "no-cache";
}

}  // namespace

Files::Bytes Files::bytes_of(std::string_view bytes) { return {http::text_of(std::string{bytes}), etag_of(bytes)}; }

Files::Files(std::span<const EmbeddedFile> embedded) {
  for (const EmbeddedFile& each : embedded)
    files_.emplace(each.name, File{std::string{type_of(each.name)}, std::string{cache_control_of(each.name)},
                                   bytes_of(each.plain), bytes_of(each.gzip), bytes_of(each.brotli)});
}

/// The smallest that the client takes.
Files::Coded Files::coded(const File& file, const http::Request& request) {
  if (!file.brotli.text->empty() && takes(request, "br")) return {file.brotli, "br"};
  if (takes(request, "gzip")) return {file.gzip, "gzip"};
  return {file.plain, ""};
}

http::Response Files::answer(std::string_view path, const http::Request& request) const {
  const auto found = files_.find(path.empty() ? std::string_view{"index.html"} : path);
  if (found == files_.end()) return http::problem(404, "there is no such page");
  const File& file = found->second;
  const auto& [bytes, coding] = coded(file, request);
  http::Response response{200,
                          file.content_type,
                          bytes.text,
                          {{"vary", "accept-encoding"}, {"etag", bytes.etag}, {"cache-control", file.cache_control}}};
  if (!coding.empty()) response.headers.emplace_back("content-encoding", coding);
  if (is_known(bytes.etag, request)) {
    response.status = 304;
    response.body.reset();
  }
  return response;
}

}  // namespace gammafield::server
