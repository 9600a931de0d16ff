#include "server/etag.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace gammafield::server {

std::string etag_of(std::string_view body) { return fmt::format("\"{:016x}\"", XXH3_64bits(body.data(), body.size())); }

bool is_known(std::string_view etag, const http::Request& request) {
  const auto known = request.header("if-none-match");
  return known && (*known == "*" || known->find(etag) != std::string_view::npos);
}

}  // namespace gammafield::server
