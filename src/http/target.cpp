#include "http/target.h"

#include <algorithm>

#include <simdjson.h>

namespace gammafield::http {
namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// Escapes undone once; none: a bad escape, a control character, or bytes that are no UTF-8.
std::optional<std::string> unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (!high || !low) return std::nullopt;
      c = static_cast<char>(*high * 16 + *low);
      i += 2;
    }
    if (is_control(c)) return std::nullopt;
    plain += c;
  }
  if (!simdjson::validate_utf8(plain.data(), plain.size())) return std::nullopt;
  return plain;
}

std::optional<std::string> segment_of(std::string_view raw) {
  auto plain = unescaped(raw);
  if (!plain || *plain == "." || *plain == ".." || plain->find_first_of("/\\") != std::string::npos)
    return std::nullopt;
  return plain;
}

std::optional<std::vector<std::string>> path_of(std::string_view raw) {
  std::vector<std::string> path;
  raw.remove_prefix(1);
  while (!raw.empty()) {
    const auto end = std::min(raw.find('/'), raw.size());
    auto segment = segment_of(raw.substr(0, end));
    if (!segment) return std::nullopt;
    path.push_back(std::move(*segment));
    if (end == raw.size()) break;
    raw.remove_prefix(end + 1);
    if (raw.empty()) path.emplace_back();
  }
  return path;
}

std::optional<std::vector<Header>> query_of(std::string_view raw) {
  std::vector<Header> query;
  while (!raw.empty()) {
    const auto end = std::min(raw.find('&'), raw.size());
    const std::string_view pair = raw.substr(0, end);
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = decoded_value(pair.substr(0, equals));
    auto value = decoded_value(equals < pair.size() ? pair.substr(equals + 1) : std::string_view{});
    if (!name || !value) return std::nullopt;
    if (!pair.empty()) query.emplace_back(std::move(*name), std::move(*value));
    raw.remove_prefix(std::min(end + 1, raw.size()));
  }
  return query;
}

}  // namespace

std::optional<std::string> decoded_value(std::string_view raw) {
  std::string blanks{raw};
  std::ranges::replace(blanks, '+', ' ');
  return unescaped(blanks);
}

std::optional<Target> read_target(std::string_view raw) {
  if (!raw.starts_with('/') || raw.find('#') != std::string_view::npos) return std::nullopt;
  const auto question = std::min(raw.find('?'), raw.size());
  auto path = path_of(raw.substr(0, question));
  if (!path) return std::nullopt;
  auto query = query_of(question < raw.size() ? raw.substr(question + 1) : std::string_view{});
  if (!query) return std::nullopt;
  return Target{std::move(*path), std::move(*query)};
}

}  // namespace gammafield::http
