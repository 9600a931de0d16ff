#include "playback/vendor.h"

#include <charconv>
#include <utility>

namespace gammafield::playback {
namespace {

/// `%2F` and `+` undone; what is no escape stays.
std::string undone(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    const char* const digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

bool Asked::has_key() const {
  constexpr std::string_view bearer = "Bearer ";
  for (const auto& [name, value] : headers)
    if (name == "authorization") return value.starts_with(bearer) && value.size() > bearer.size();
  return false;
}

feeds::Response document(std::string body, std::string type) {
  return {200, {{"content-type", std::move(type)}}, std::move(body)};
}

feeds::Response error(int status, std::string body, std::string type) {
  return {status, {{"content-type", std::move(type)}}, std::move(body)};
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

std::string query_value(std::string_view target, std::string_view name) {
  const auto mark = target.find('?');
  std::string_view rest = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.substr(0, pair.find('=')) == name && pair.size() > name.size())
      return undone(pair.substr(name.size() + 1));
  }
  return {};
}

}  // namespace gammafield::playback
