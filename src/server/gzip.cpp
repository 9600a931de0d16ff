#include "server/gzip.h"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <utility>

#define ZLIB_CONST  // its input is read only
#include <zlib.h>

#include "base/list_file.h"
#include "base/lower_case.h"

namespace gammafield::server {
namespace {

constexpr std::size_t worth_it = 1'024;  // bytes; less goes in one packet either way

/// `gzip`, `gzip;q=0.5`; never `gzip;q=0`, `gzip;q=0.000`.
bool is_wanted(std::string_view named, std::string_view coding) {
  const auto semicolon = std::min(named.find(';'), named.size());
  if (base::lower_case(base::trimmed(named.substr(0, semicolon))) != coding) return false;
  const std::string weight = base::lower_case(base::trimmed(named.substr(std::min(semicolon + 1, named.size()))));
  if (!weight.starts_with("q=")) return true;
  return weight.find_first_not_of("0.", 2) != std::string::npos;
}

}  // namespace

std::string gzipped(std::string_view text) {
  constexpr int window_and_gzip_head = MAX_WBITS + 16, memory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, window_and_gzip_head, memory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc{};
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<const Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::logic_error{"deflateBound was too small"};
  return out;
}

bool takes(const http::Request& request, std::string_view coding) {
  auto rest = request.header("accept-encoding").value_or("");
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    if (is_wanted(rest.substr(0, comma), coding)) return true;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return false;
}

http::Response compressed(http::Response response, const http::Request& request) {
  if (!response.body || response.body->size() < worth_it || !takes(request, "gzip")) return response;
  response.body = http::text_of(gzipped(*response.body));
  response.headers.emplace_back("content-encoding", "gzip");
  return response;
}

}  // namespace gammafield::server
