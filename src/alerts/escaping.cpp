#include "alerts/escaping.h"

#include <openssl/evp.h>

#include <cstdint>
#include <vector>

namespace gammafield::alerts {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd", mark = "\xe2\x80\xa6", word_joiner = "\xe2\x81\xa0";

struct Character {
  std::size_t length = 1;  ///< bytes
  char32_t point = 0xfffd;
  bool valid = false;
};

/// By the table of well-formed sequences of the Unicode Standard (3-7): no overlong forms, no surrogates.
Character character_at(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0u) == 0x80u; };
  const unsigned first = byte(0);
  if (first < 0x80) return {1, first, true};
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return {};
  char32_t point = first & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (!follows(i)) return {};
    point = (point << 6) | (byte(i) & 0x3fu);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < least[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return {};
  return {length, point, true};
}

/// Control characters, and marks that turn the direction of what follows them.
bool is_control(char32_t point) {
  return (point < 0x20 && point != '\n') || (point >= 0x7f && point < 0xa0) || point == 0x2028 || point == 0x2029 ||
         (point >= 0x200e && point <= 0x200f) || (point >= 0x202a && point <= 0x202e) ||
         (point >= 0x2066 && point <= 0x2069) || point == 0xfeff;
}

std::size_t length_of(std::string_view written, Count count) {
  if (count == Count::bytes) return written.size();
  std::size_t units = 0;
  for (const char c : written) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0u) != 0x80u) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

bool is_one_of(std::string_view character, std::string_view these) {
  return character.size() == 1 && these.find(character.front()) != std::string_view::npos;
}

std::string joined(std::string_view character) {
  return std::string{word_joiner} + std::string{character} + std::string{word_joiner};
}

}  // namespace

std::string escaped(std::string_view text, const Escape& escape, Count count, std::size_t limit) {
  const std::size_t of_mark = length_of(mark, count);
  std::string out;
  std::size_t used = 0, fits_with_mark = 0;  // bytes of `out` that leave room for the mark
  while (!text.empty()) {
    const Character next = character_at(text);
    std::string_view bytes = next.valid ? text.substr(0, next.length) : replacement;
    if (next.valid && is_control(next.point)) bytes = " ";
    const std::string written = escape(bytes);
    const std::size_t length = length_of(written, count);
    if (used + length > limit) {
      out.resize(fits_with_mark);
      return limit < of_mark ? std::string{} : out + std::string{mark};
    }
    out += written;
    used += length;
    if (used + of_mark <= limit) fits_with_mark = out.size();
    text.remove_prefix(next.length);
  }
  return out;
}

std::string as_it_is(std::string_view character) { return std::string{character}; }

std::string for_html(std::string_view character) {
  if (character == "&") return "&amp;";
  if (character == "<") return "&lt;";
  if (character == ">") return "&gt;";
  if (character == "\"") return "&quot;";
  return std::string{character};
}

std::string for_slack(std::string_view character) {
  if (character == "&") return "&amp;";
  if (character == "<") return "&lt;";
  if (character == ">") return "&gt;";
  return is_one_of(character, "@*_~`") ? joined(character) : std::string{character};
}

std::string for_discord(std::string_view character) {
  if (is_one_of(character, "@#:")) return std::string{character} + std::string{word_joiner};
  return is_one_of(character, "\\*_~`|>[]<") ? "\\" + std::string{character} : std::string{character};
}

std::string on_one_line(std::string_view character) { return character == "\n" ? " " : std::string{character}; }

std::string base64(std::string_view bytes, std::size_t line) {
  std::vector<unsigned char> encoded(4 * ((bytes.size() + 2) / 3) + 1);
  const int length = EVP_EncodeBlock(encoded.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  const std::string whole{encoded.begin(), encoded.begin() + length};
  if (line == 0) return whole;
  std::string out;
  for (std::size_t at = 0; at < whole.size(); at += line) out += whole.substr(at, line) + "\r\n";
  return out;
}

}  // namespace gammafield::alerts
