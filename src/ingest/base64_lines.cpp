#include "ingest/base64_lines.h"

#include <algorithm>
#include <cstdint>

namespace gammafield::ingest {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t lines_probed = 3;

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::optional<std::string> decode(std::string_view line) {
  if (line.empty() || line.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = line.ends_with("==") ? 2 : line.ends_with('=') ? 1 : 0;
  std::string out;
  out.reserve(line.size() / 4 * 3);
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool pad = i >= line.size() - padding;
    const auto digit = pad ? 0 : alphabet.find(line[i]);
    if (digit == alphabet.npos) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    if (i % 4 != 3) continue;
    for (const int shift : {16, 8, 0}) out += static_cast<char>((bits >> shift) & 0xFF);
    bits = 0;
  }
  out.erase(out.size() - padding);
  return out;
}

/// A line of the CSV begins with a date or a name; the decoded noise of ordinary text does not.
bool is_text_line(std::string_view decoded) {
  const auto begin = decoded.find_first_not_of("\"-, \r\n");
  if (begin == decoded.npos) return true;
  return (is_letter(decoded[begin]) || (decoded[begin] >= '0' && decoded[begin] <= '9')) &&
         std::ranges::none_of(decoded, [](char c) { return c >= 0 && c < ' ' && c != '\t' && c != '\r' && c != '\n'; });
}

std::string_view take_line(std::string_view& text, bool& ended) {
  const auto end = text.find('\n');
  ended = end != text.npos;
  auto line = text.substr(0, end);
  text.remove_prefix(ended ? end + 1 : text.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool looks_encoded(std::string_view bytes) {
  std::size_t decoded_lines = 0;
  bool ended = false;
  while (!bytes.empty() && decoded_lines < lines_probed) {
    const auto line = take_line(bytes, ended);
    if (line.empty()) continue;
    const auto text = decode(line);
    if (!text || !is_text_line(*text)) return !ended && decoded_lines > 0;
    ++decoded_lines;
  }
  return decoded_lines > 0;
}

}  // namespace

std::optional<std::string> decode_base64_lines(std::string_view bytes) {
  if (!looks_encoded(bytes)) return std::nullopt;
  std::string out;
  out.reserve(bytes.size() / 4 * 3);
  while (!bytes.empty()) {
    bool ended = false;
    const auto line = take_line(bytes, ended);
    if (const auto text = decode(line)) {
      out += *text;
    } else {
      out += line;
    }
    if (ended && !out.ends_with('\n')) out += '\n';
  }
  return out;
}

}  // namespace gammafield::ingest
