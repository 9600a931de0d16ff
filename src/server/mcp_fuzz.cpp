#include "server/mcp.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <simdjson.h>

/// Whatever an assistant sends: an answer is one line of JSON of at most 64 KiB.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  static desk::Desk desk;
  static const server::House house{desk};
  const auto answer = server::mcp_answer(house, {reinterpret_cast<const char*>(data), size}, desk::Moment{});
  if (!answer) return 0;
  simdjson::dom::parser parser;
  simdjson::dom::element parsed;
  if (parser.parse(*answer).get(parsed) != simdjson::SUCCESS || answer->find('\n') != std::string::npos ||
      answer->size() > 64 * 1024)
    std::abort();
  return 0;
}
