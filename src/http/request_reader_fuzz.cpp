#include "http/request_reader.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

/// Whatever comes over a connection: read at once and byte by byte it is the same, and what is taken was checked.
namespace {

using gammafield::http::Request;
using gammafield::http::RequestReader;

struct Seen {
  std::vector<std::string> bodies;
  RequestReader::State state = RequestReader::State::empty;
  int status = 0;
  bool operator==(const Seen&) const = default;
};

Seen read(std::string_view bytes, std::size_t piece) {
  Seen seen;
  RequestReader reader;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.add(bytes.substr(at, piece));
    while (reader.state() == RequestReader::State::whole) {
      const auto request = reader.take();
      if (!request) {
        seen.bodies.emplace_back("not an address");
        continue;
      }
      for (const auto& segment : request->path)
        if (segment == ".." || segment.find('/') != std::string::npos || segment.find('\0') != std::string::npos)
          abort();
      seen.bodies.push_back(request->path_text() + request->body);
    }
  }
  seen.state = reader.state();
  seen.status = reader.status();
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const Seen once = read(bytes, bytes.size() + 1), slowly = read(bytes, 1);
  if (once.bodies != slowly.bodies) abort();
  return 0;
}
