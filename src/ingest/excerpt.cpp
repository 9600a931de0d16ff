#include "ingest/excerpt.h"

#include <simdjson.h>

#include <algorithm>

namespace gammafield::ingest {

namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// U+0080 to U+009F steer terminals as much as the ASCII controls do.
void hide_wide_controls(std::string& text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '\xC2' && static_cast<unsigned char>(text[i + 1]) < 0xA0) text[i] = text[i + 1] = '?';
  }
}

}  // namespace

std::string excerpt(std::string_view bytes, std::size_t max) {
  if (bytes.size() > max) {
    while (max > 0 && is_continuation(bytes[max])) --max;
    bytes = bytes.substr(0, max);
  }
  std::string text(bytes);
  const bool utf8 = simdjson::validate_utf8(text);
  std::ranges::replace_if(text, [&](char c) { return (c >= 0 && c < ' ') || c == 0x7F || (c < 0 && !utf8); }, '?');
  if (utf8) hide_wide_controls(text);
  return text;
}

}  // namespace gammafield::ingest
