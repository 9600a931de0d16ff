#include "base/list_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gammafield::base {

std::optional<std::string> read_list(std::string_view text, const ListRules& rules, const ReadEntry& read) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (std::size_t number = 1; !text.empty(); ++number) {
    if (number > rules.lines_max) return fmt::format("more than {} lines", rules.lines_max);
    std::string_view line = take_until(text, '\n');
    const std::string_view entry = trimmed(take_until(line, '#'), rules.blanks);
    if (entry.empty()) continue;
    if (const auto error = read(entry)) return fmt::format("line {}: {}", number, *error);
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text, std::string_view blanks) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view take_until(std::string_view& rest, char separator) {
  const std::string_view taken = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(rest.size(), taken.size() + 1));
  return taken;
}

std::optional<double> whole_number(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool whole = error == std::errc{} && stop == end;
  return whole && std::isfinite(value) ? std::optional{value} : std::nullopt;
}

std::string shown(std::string_view text) {
  constexpr std::size_t length_max = 40;
  std::string safe{text.substr(0, length_max)};
  std::ranges::replace_if(safe, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text.size() > length_max ? safe + "..." : safe;
}

}  // namespace gammafield::base
