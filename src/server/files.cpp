#include "server/files.h"

#include <utility>

#include "server/embedded.h"
#include "server/gzip.h"

namespace gammafield::server {
namespace {

std::string_view type_of(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {{".html", "text/html; charset=utf-8"},
                                                                     {".js", "text/javascript; charset=utf-8"},
                                                                     {".css", "text/css; charset=utf-8"},
                                                                     {".svg", "image/svg+xml"},
                                                                     {".png", "image/png"},
                                                                     {".woff2", "font/woff2"},
                                                                     {".json", "application/json"},
                                                                     {".webmanifest", "application/manifest+json"}};
  for (const auto& [ending, type] : types)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

}  // namespace

Files::Files() {
  for (const EmbeddedFile& each : embedded_files())
    files_.emplace(each.name, File{std::string{type_of(each.name)}, http::text_of(std::string{each.plain}),
                                   http::text_of(std::string{each.gzip})});
}

http::Response Files::answer(std::string_view path, const http::Request& request) const {
  const auto found = files_.find(path.empty() ? std::string_view{"index.html"} : path);
  if (found == files_.end()) return http::problem(404, "there is no such page");
  const File& file = found->second;
  const bool zipped = takes_gzip(request);
  http::Response response{200, file.content_type, zipped ? file.gzip : file.plain, {{"vary", "accept-encoding"}}};
  if (zipped) response.headers.emplace_back("content-encoding", "gzip");
  return response;
}

}  // namespace gammafield::server
