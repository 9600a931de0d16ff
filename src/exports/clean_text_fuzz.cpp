#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exports/clean_text.h"

using namespace gammafield;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

/// Whatever a file's texts hold: no control character is left, cleaning twice is cleaning once, nothing of it is a tag.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto clean = exports::clean({reinterpret_cast<const char*>(data), size});
  require(clean.size() <= size);
  require(std::ranges::none_of(clean, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; }));
  require(exports::clean(clean) == clean);
  require(exports::html_escaped(clean).find_first_of("<>\"'") == std::string::npos);
  const auto markdown = exports::markdown_escaped(clean);
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    if (markdown[i] == '\\')
      ++i;  // and what it makes plain
    else
      require(std::string_view{"`*_[]<>|#~&@$!"}.find(markdown[i]) == std::string_view::npos);
  }
  return 0;
}
